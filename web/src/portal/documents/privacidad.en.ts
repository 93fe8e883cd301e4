import type { LegalDocument } from './document';
import { privacy } from './privacy';

export default {
  title: 'Privacy',
  ...privacy,
  sections: [
    {
      heading: 'Who uses your data, and what for',
      paragraphs: [
        'The shop named at the bottom of this page uses them to attend to your incidents and answer you, as the customer service law (Law 10/2025) and the consumer law (TRLGDCU, art. 21) of Spain oblige it to. We neither use them for advertising nor sell them.'
      ]
    },
    {
      heading: 'Which data',
      paragraphs: [],
      list: [
        'What you write: name, e-mail, phone if you give it, what you tell us, and the files that you send.',
        'What your account has, if there is one: also date of birth and address if you give them, and the open sessions.',
        'On your device: what you write until you send it, and the cookies needed for the session, the language and the look. There are no cookies of others.'
      ]
    },
    {
      heading: 'How long',
      paragraphs: [
        'While the incident is open and then as long as the law makes us keep it, five years at least. If you erase your account, what must be kept is blocked: only judges and authorities may see it, and it is destroyed when the term ends.'
      ]
    },
    {
      heading: 'Your rights',
      paragraphs: [
        'You can see, correct, erase and take along your data, restrict their use and object to it. With an account, from “My data”. Without one, open an incident or write to us. We answer within a month.',
        'If you think that we did not do it well, you can complain to the Spanish data protection agency (AEPD).'
      ],
      links: [{ label: 'My data', href: '/cuenta/datos' }]
    }
  ]
} satisfies LegalDocument;
