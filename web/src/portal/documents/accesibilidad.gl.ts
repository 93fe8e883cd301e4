import type { LegalDocument } from './document';

export default {
  title: 'Declaración de accesibilidade',
  version: '1.0',
  date: '2026-11-24',
  sections: [
    {
      heading: 'Que nos propoñemos',
      paragraphs: [
        'Esta web segue as pautas WCAG 2.2, niveis A e AA. Cada páxina compróbase de forma automática con cada cambio, en tema claro e escuro, en español e inglés, en pantallas de 1280 e de 360 píxeles, e cada tarefa pódese facer só co teclado.'
      ]
    },
    {
      heading: 'Situación',
      paragraphs: ['Esta web é conforme coa norma, agás o que se enumera aquí.'],
      list: [
        'O texto do botón para escoller ficheiros pono o navegador, no seu propio idioma.',
        'As fotos que envía a clientela non teñen texto alternativo. Pedimos que a mensaxe conte o que se ve.',
        'Aínda non a probaron persoas usuarias de lectores de pantalla. Está previsto antes do 31 de marzo de 2027.'
      ]
    },
    {
      heading: 'Se atopas unha barreira',
      paragraphs: [
        'Escríbenos ou chámanos: os datos están ao pé de cada páxina. Responderémosche en 15 días hábiles como moito e, mentres tanto, atenderémoste por outro medio.',
        'Tamén podes abrir unha incidencia co motivo «Outro motivo».'
      ],
      links: [{ label: 'Abrir unha incidencia', href: '/abrir/pedido' }]
    },
    {
      heading: 'Como se preparou',
      paragraphs: ['Esta declaración preparouse o 24 de novembro de 2026 cunha avaliación propia.']
    }
  ]
} satisfies LegalDocument;
