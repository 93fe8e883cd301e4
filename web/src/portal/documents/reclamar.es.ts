import type { LegalDocument } from './document';

export default {
  title: 'Reclamar fuera de la tienda',
  version: '1.0',
  date: '2026-11-24',
  sections: [
    {
      heading: 'Primero, aquí',
      paragraphs: [
        'Abre una incidencia: te respondemos punto por punto y con motivos en 15 días hábiles como mucho. La clave y el justificante firmado prueban qué reclamaste y cuándo. Guárdalos.'
      ],
      links: [{ label: 'Abrir una incidencia', href: '/abrir/pedido' }]
    },
    {
      heading: 'Si no te convence la respuesta',
      paragraphs: ['Sin coste, o con poco, puedes acudir a:'],
      list: [
        'La oficina municipal de información a las personas consumidoras (OMIC) de tu ayuntamiento.',
        'La dirección general de consumo de tu comunidad autónoma, que también tiene hojas de reclamaciones.',
        'Una junta arbitral de consumo: decide un árbitro, es gratuita y su decisión obliga a las dos partes, si la tienda está adherida o lo acepta.',
        'Una entidad acreditada de resolución alternativa de litigios. La lista está en la web del Ministerio de Derechos Sociales, Consumo y Agenda 2030.',
        'El Centro Europeo del Consumidor en España, si compraste desde otro país de la Unión.'
      ]
    },
    {
      heading: 'Y siempre, los tribunales',
      paragraphs: [
        'Nada de lo anterior te quita el derecho de acudir a un juez. Para reclamaciones de hasta 2000 euros no hacen falta abogado ni procurador.'
      ]
    }
  ]
} satisfies LegalDocument;
