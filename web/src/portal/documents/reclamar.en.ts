import type { LegalDocument } from './document';

export default {
  title: 'Claiming outside the shop',
  version: '1.0',
  date: '2026-11-24',
  sections: [
    {
      heading: 'First, here',
      paragraphs: [
        'Open an incident: we answer point by point and with reasons within 15 working days at most. The key and the signed receipt prove what you claimed and when. Keep them.'
      ],
      links: [{ label: 'Open an incident', href: '/abrir/pedido' }]
    },
    {
      heading: 'If the answer does not convince you',
      paragraphs: ['At no cost, or little, you can go to:'],
      list: [
        'The consumer information office (OMIC) of your town hall.',
        'The consumer department of your autonomous community, which also has complaint forms.',
        'A consumer arbitration board: an arbitrator decides, it is free, and the decision binds both sides, if the shop has joined it or agrees.',
        'An accredited body for alternative dispute resolution. The list is on the site of the Spanish ministry for consumer affairs.',
        'The European Consumer Centre in Spain, if you bought from another country of the Union.'
      ]
    },
    {
      heading: 'And always, the courts',
      paragraphs: [
        'None of this takes away your right to go to a judge. For claims of up to 2,000 euros you need neither lawyer nor solicitor.'
      ]
    }
  ]
} satisfies LegalDocument;
