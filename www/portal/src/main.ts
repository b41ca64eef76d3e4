import { PORTAL, boot } from '@tongban/elements';
import '@tongban/elements/page.css';

void boot(PORTAL);
