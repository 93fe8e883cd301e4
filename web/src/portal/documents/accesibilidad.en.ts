import type { LegalDocument } from './document';

export default {
  title: 'Accessibility statement',
  version: '1.0',
  date: '2026-11-24',
  sections: [
    {
      heading: 'What we aim at',
      paragraphs: [
        'This site follows WCAG 2.2, levels A and AA. Every page is checked automatically with every change, in the light and the dark theme, in Spanish and English, on screens of 1280 and 360 pixels, and every task can be done with the keyboard alone.'
      ]
    },
    {
      heading: 'Status',
      paragraphs: ['This site conforms, but for what is listed here.'],
      list: [
        'The text of the button that chooses files is put there by the browser, in its own language.',
        'Photos that customers send have no text alternative. We ask that the message says what can be seen.',
        'People who use screen readers have not tried it yet. That is planned before 31 March 2027.'
      ]
    },
    {
      heading: 'If you find a barrier',
      paragraphs: [
        'Write or call: how is at the bottom of every page. We will answer within 15 working days at most and attend to you in another way meanwhile.',
        'You can also open an incident with the reason “Another reason”.'
      ],
      links: [{ label: 'Open an incident', href: '/abrir/pedido' }]
    },
    {
      heading: 'How it was prepared',
      paragraphs: ['This statement was prepared on 24 November 2026 with an evaluation of our own.']
    }
  ]
} satisfies LegalDocument;
