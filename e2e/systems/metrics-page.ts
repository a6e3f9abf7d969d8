// Two readings of the same thing: what a process shows on its page, and what docs/metrics.md says that it shows.
import { SERVICES, type ServiceName } from '@postern/service-graph';

export interface ShownMetric {
  readonly service: ServiceName;
  readonly name: string;
  readonly type: string;
  /** Of its series; none where it has none yet. */
  readonly labels: ReadonlySet<string>;
}

/** A page in OpenMetrics text, where a counter is named without its `_total`. */
export function shownMetrics(service: ServiceName, page: string): readonly ShownMetric[] {
  return [...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, family = '', type = '']) => {
    const name = type === 'counter' ? `${family.replace(/_total$/, '')}_total` : family;
    const series = [...page.matchAll(new RegExp(`^${name}(?:_bucket|_sum|_count)?\\{([^}]*)\\} `, 'gm'))];
    const labels = series.flatMap(([, text = '']) => [...text.matchAll(/(\w+)="/g)].map(([, label = '']) => label));
    return { service, name, type, labels: new Set(labels.filter((label) => !['le', 'quantile'].includes(label))) };
  });
}

/** The rows of the document's tables: name, type, labels, services. */
export function documentedMetrics(document: string): readonly ShownMetric[] {
  const rows = [...document.matchAll(/^\| `(\w+)` +\| (\w+) +\| ([^|]*) \| ([^|]*) \|/gm)];
  return rows.flatMap(([, name = '', type = '', labels = '', where = '']) => {
    const services = where.trim() === 'all' ? SERVICES : SERVICES.filter((service) => where.split(/[ ,]+/).includes(service));
    const named = [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label);
    return services.map((service) => ({ service, name, type, labels: new Set(named) }));
  });
}
