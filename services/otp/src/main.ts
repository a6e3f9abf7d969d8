import { runProcess } from '@postern/runtime';
import { otpModule } from './index.ts';

await runProcess(otpModule);
