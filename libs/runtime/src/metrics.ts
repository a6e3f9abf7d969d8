// Metrics as OpenMetrics text, the only format that carries exemplars: from a
// slow bucket of a histogram to the trace of one call that fell into it.
// docs/metrics.md lists all of them, and a test holds it to what processes show.
import { Counter, collectDefaultMetrics, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client';

interface Named {
  readonly name: string;
  readonly help: string;
  /** Every label takes its values from a closed list: no address, id or free text. */
  readonly labels: readonly string[];
}

interface Distribution extends Named {
  /** Upper bounds in the metric's unit. */
  readonly buckets: readonly number[];
  /** Whether it is observed with exemplars, and then always by prom-client's call that takes one object. */
  readonly exemplars?: boolean;
}

/**
 * The process's metrics. Asking twice for the same name gives the same metric,
 * so that several services can stand in one process and share one page.
 */
export class Metrics {
  readonly #registry = openMetricsRegistry();

  counter({ name, help, labels }: Named): Counter {
    return this.#once(name, Counter, () => new Counter({ name, help, labelNames: [...labels], registers: [this.#registry] }));
  }

  /** `read`: gives the value when somebody looks. */
  gauge({ name, help, labels, read }: Named & { readonly read?: () => number }): Gauge {
    const options = { name, help, labelNames: [...labels], registers: [this.#registry] };
    return this.#once(name, Gauge, () => new Gauge(read === undefined ? options : { ...options, collect: readInto(read) }));
  }

  histogram({ name, help, labels, buckets, exemplars = false }: Distribution): Histogram {
    const options = { name, help, labelNames: [...labels], buckets: [...buckets], enableExemplars: exemplars };
    return this.#once(name, Histogram, () => new Histogram({ ...options, registers: [this.#registry] }));
  }

  /** Memory, event loop lag and the like of this process; call once. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  async render(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #once<T>(name: string, type: new (...args: never[]) => T, make: () => T): T {
    const known: unknown = this.#registry.getSingleMetric(name);
    if (known === undefined) return make();
    if (known instanceof type) return known;
    throw new Error(`metric ${name} exists with another type`);
  }
}

function openMetricsRegistry(): Registry<OpenMetricsContentType> {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  return registry;
}

function readInto(read: () => number): (this: Gauge) => void {
  return function setToWhatIsRead() {
    this.set(read());
  };
}
