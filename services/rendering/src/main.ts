import { runProcess } from '@postern/runtime';
import { renderingModule } from './index.ts';

await runProcess(renderingModule);
