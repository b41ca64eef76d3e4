import { COUNTER, boot } from '@tongban/elements';
import '@tongban/elements/page.css';
import './counter.css';
void boot(COUNTER);
