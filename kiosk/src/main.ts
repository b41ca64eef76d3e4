import { KIOSK, boot } from '@tongban/elements';
import '@tongban/elements/page.css';
import './kiosk.css';
void boot(KIOSK);
