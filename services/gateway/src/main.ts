import { runProcess } from '@postern/runtime';
import { gatewayModule } from './index.ts';

await runProcess(gatewayModule);
