import { defineConfig } from 'vite';
import { pages } from '../elements/vite.shared.ts';

export default defineConfig(pages('/'));
