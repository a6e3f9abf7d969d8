// `helm template` as a function: values in, objects out.
import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goTool } from '@postern/dev-services';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

export const CHART = fileURLToPath(new URL('../postern', import.meta.url));
const KUBERNETES = '1.33.0';

const OBJECT = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});

export type KubernetesObject = z.infer<typeof OBJECT>;

/** What somebody who installs the chart gives: values files by name, and what stands above them. */
export interface Given {
  /** Paths relative to the chart. */
  readonly files?: readonly string[];
  readonly values?: unknown;
  readonly release?: string;
}

/** The chart's own examples, by which everything here is tried. */
export const EXAMPLES: readonly string[] = globSync('ci/*-values.yaml', { cwd: CHART }).sort();
/** One that the strict mode has nothing against. */
export const PRODUCTION = 'ci/production-values.yaml';

export interface Rendered {
  readonly objects: readonly KubernetesObject[];
  /** What helm says when it refuses; empty when it does not. */
  readonly refusal: string;
}

const rendered = new Map<string, Promise<Rendered>>();

/** Renders the chart, or tells why helm would not. The same question is asked of helm once. */
export function tryRender(given: Given): Promise<Rendered> {
  const question = JSON.stringify(given);
  const answer = rendered.get(question) ?? askHelm(given);
  rendered.set(question, answer);
  return answer;
}

async function askHelm({ files = [], values = {}, release = 'postern' }: Given): Promise<Rendered> {
  const helm = await goTool('helm');
  const directory = mkdtempSync(join(tmpdir(), 'postern-chart-'));
  const own = join(directory, 'own.yaml');
  writeFileSync(own, JSON.stringify(values));
  const given = [...files.map((file) => join(CHART, file)), own].flatMap((file) => ['--values', file]);
  const { text, refusal } = await execute(helm, [
    ...['template', release, CHART, '--namespace', 'mail', '--kube-version', KUBERNETES],
    ...given,
  ]);
  rmSync(directory, { recursive: true });
  return { objects: readObjects(parseAllDocuments(text)), refusal };
}

/** Renders the chart; throws with what helm says when it refuses. */
export async function render(given: Given): Promise<readonly KubernetesObject[]> {
  const { objects, refusal } = await tryRender(given);
  if (refusal !== '') throw new Error(`${given.files?.map((file) => basename(file))}: ${refusal}`);
  return objects;
}

export function ofKind(objects: readonly KubernetesObject[], kind: string): readonly KubernetesObject[] {
  return objects.filter((object) => object.kind === kind);
}

/** The objects of a file; a document with nothing in it is none. */
export function readObjects(documents: readonly { toJS(): unknown }[]): readonly KubernetesObject[] {
  return documents.flatMap((document): KubernetesObject[] => {
    const value = document.toJS();
    return value === null ? [] : [OBJECT.parse(value)];
  });
}

function execute(program: string, args: readonly string[]): Promise<{ readonly text: string; readonly refusal: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 64 << 20 }, (error, text, complaints) => {
      resolve(error === null ? { text, refusal: '' } : { text: '', refusal: complaints });
    });
  });
}
