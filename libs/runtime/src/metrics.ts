import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

interface Named {
  readonly name: string;
  readonly help: string;
  /** Every label takes its values from a closed list: no address, id or free text. */
  readonly labels: readonly string[];
}

/**
 * The process's metrics. Asking twice for the same name gives the same metric,
 * so that several services can stand in one process and share one page.
 */
export class Metrics {
  readonly #registry = new Registry();

  counter({ name, help, labels }: Named): Counter {
    return this.#once(name, Counter, () => new Counter({ name, help, labelNames: [...labels], registers: [this.#registry] }));
  }

  /** `read`: gives the value when somebody looks. */
  gauge({ name, help, labels, read }: Named & { readonly read?: () => number }): Gauge {
    const options = { name, help, labelNames: [...labels], registers: [this.#registry] };
    return this.#once(name, Gauge, () => new Gauge(read === undefined ? options : { ...options, collect: readInto(read) }));
  }

  /** Buckets are upper bounds in the metric's unit. */
  histogram({ name, help, labels, buckets }: Named & { readonly buckets: readonly number[] }): Histogram {
    return this.#once(
      name,
      Histogram,
      () => new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers: [this.#registry] }),
    );
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

function readInto(read: () => number): (this: Gauge) => void {
  return function setToWhatIsRead() {
    this.set(read());
  };
}
