/** A legal or help text, whole in one language, with its version and date. */
export interface LegalDocument {
  title: string;
  version: string;
  /** ISO day. */
  date: string;
  sections: {
    heading: string;
    paragraphs: string[];
    list?: string[];
    links?: { label: string; href: string }[];
  }[];
}
