import { BANK, boot } from '@tongban/elements';
import '@tongban/elements/page.css';

void boot(BANK);
