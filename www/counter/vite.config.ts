import { defineConfig } from 'vite';
import { pages } from '@tongban/elements/vite';

export default defineConfig(pages('/counter/'));
