import type { LegalDocument } from './document';

export default {
  title: 'Help',
  version: '1.2',
  date: '2026-11-30',
  sections: [
    {
      heading: 'Opening an incident',
      paragraphs: [
        'Press “Open an incident” and answer one question a page. You need no account: an e-mail address where we can answer is enough.',
        'What you write is kept on your device until you send it. If the connection breaks you lose nothing: press “Send incident” again and it is sent once. On a computer that is not yours, press “Do not keep on this device”.',
        'You can add up to 10 photos or PDF files. Photos are made smaller and lose the place where they were taken before they leave your device.'
      ],
      links: [{ label: 'Open an incident', href: '/abrir/pedido' }]
    },
    {
      heading: 'The key and the receipt',
      paragraphs: [
        'When you send it we give you a key of 12 letters and digits, and a signed receipt with the content, the date and the time. The receipt serves as proof, and anybody can check that it is genuine: with the PDF as you downloaded it, with the QR code printed on it, or with the .json file.'
      ],
      links: [{ label: 'Check a receipt', href: '/verificar' }]
    },
    {
      heading: 'Following it',
      paragraphs: [
        'The key shows the state. To read the conversation and reply, sign in or ask for a link with the key and your e-mail address or the order number. It goes to the address that you opened it with, lasts an hour and works once.'
      ],
      links: [{ label: 'Follow an incident', href: '/seguir' }]
    },
    {
      heading: 'Signing in to your account',
      paragraphs: [
        "You can sign in with a link that we send to your e-mail address, with your password or with a passkey: your finger, your face or your device's PIN, and you type nothing. Passkeys are added and removed in “Preferences”."
      ],
      links: [{ label: 'Sign in', href: '/entrar' }]
    },
    {
      heading: 'What each state means',
      paragraphs: [],
      list: [
        'Received, and “We are looking into it”: it is our turn, and we say until when.',
        'We need your answer, or it lacks data: it is your turn. Meanwhile we wait.',
        'Waiting for the carrier or the manufacturer: we asked elsewhere. The time to answer you goes on running.',
        'You have a proposal: accept or refuse it point by point. If you say nothing for ten days we close it, and you can reopen it.',
        'Resolved or closed: you can rate us, and reopen it for 30 days.'
      ]
    },
    {
      heading: 'How long it takes',
      paragraphs: [
        'We answer within 15 working days at most, and within 5 days if you were charged too much. The exact date is in your incident and on the receipt. A date that passes never closes an incident.'
      ]
    },
    {
      heading: 'Talking to a person',
      paragraphs: [
        'In any open incident you can press “Talk to a person”. You can also call or write to us: how is at the bottom of every page.'
      ]
    }
  ]
} satisfies LegalDocument;
