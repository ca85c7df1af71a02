import type { DocumentBase } from '../document.js';

export interface DockerfileDocument extends DocumentBase {
  language: 'dockerfile';
  stages: {
    name?: string;
    /** Base image with build arguments that have defaults replaced. */
    image: string;
    offset: number;
    instructions: {
      name: string;
      /** Arguments as text. */ text: string;
      /** Words of the JSON form, or of the shell form split. */ words: string[];
      offset: number;
    }[];
  }[];
}
