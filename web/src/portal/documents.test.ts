import { expect, it } from 'vitest';
import type { LegalDocument } from './documents/document';

const all = import.meta.glob<LegalDocument>('./documents/*.*.ts', { eager: true, import: 'default' });
const documentOf = (name: string, code: string): LegalDocument | undefined => all[`./documents/${name}.${code}.ts`];

/** What is the same in every language. */
const skeleton = (document: LegalDocument | undefined) =>
  document && {
    version: document.version,
    date: document.date,
    sections: document.sections.map(({ paragraphs, list, links }) => ({
      paragraphs: paragraphs.length,
      list: list?.length,
      links: links?.map(({ href }) => href)
    }))
  };

it.each(['ayuda', 'accesibilidad'])('says the same of %s in every language, in one version', name => {
  const spanish = skeleton(documentOf(name, 'es'));
  for (const code of ['en', 'ca', 'gl', 'eu']) expect(skeleton(documentOf(name, code)), code).toEqual(spanish);
});
