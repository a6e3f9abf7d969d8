import { runProcess } from '@postern/runtime';
import { aggregationModule } from './index.ts';

await runProcess(aggregationModule);
