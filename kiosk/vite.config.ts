import { defineConfig } from 'vite';
import { pages } from '../www/elements/vite.shared.ts';

export default defineConfig(pages('/kiosk/'));
