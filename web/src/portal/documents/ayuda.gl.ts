import type { LegalDocument } from './document';

export default {
  title: 'Axuda',
  version: '1.2',
  date: '2026-11-30',
  sections: [
    {
      heading: 'Abrir unha incidencia',
      paragraphs: [
        'Preme «Abrir unha incidencia» e responde unha pregunta por páxina. Non precisas conta: abonda cun correo onde responderche.',
        'O que escribes gárdase no teu dispositivo ata que o envías. Se se corta a conexión, non perdes nada: volve premer «Enviar incidencia» e enviarase unha soa vez. Nun ordenador que non é teu, preme «Non gardar neste dispositivo».',
        'Podes engadir ata 10 fotos ou PDF. As fotos redúcense e perden o lugar onde se fixeron antes de saír do teu dispositivo.'
      ],
      links: [{ label: 'Abrir unha incidencia', href: '/abrir/pedido' }]
    },
    {
      heading: 'A clave e o xustificante',
      paragraphs: [
        'Ao enviala dámosche unha clave de 12 letras e números, e un xustificante asinado co contido, a data e a hora. O xustificante serve de proba e calquera pode comprobar que é auténtico: co PDF tal como o descargaches, co código QR que leva impreso ou co ficheiro .json.'
      ],
      links: [{ label: 'Comprobar un xustificante', href: '/verificar' }]
    },
    {
      heading: 'Seguila',
      paragraphs: [
        'Coa clave ves o estado. Para ler a conversa e responder, entra na túa conta ou pide unha ligazón coa clave e o teu correo ou o número de pedido. Chega ao correo co que a abriches, dura unha hora e só serve unha vez.'
      ],
      links: [{ label: 'Seguir unha incidencia', href: '/seguir' }]
    },
    {
      heading: 'Entrar na túa conta',
      paragraphs: [
        'Podes entrar cunha ligazón que che enviamos ao correo, co teu contrasinal ou cunha chave de acceso: a túa pegada, a túa cara ou o PIN do teu dispositivo, sen escribir nada. As chaves de acceso engádense e quítanse en «Preferencias».'
      ],
      links: [{ label: 'Entrar', href: '/entrar' }]
    },
    {
      heading: 'Que significa cada estado',
      paragraphs: [],
      list: [
        'Recibida e «Estámola revisando»: tócanos a nós, e dicímosche ata cando.',
        'Precisamos a túa resposta, ou faltan datos: tócache a ti. Mentres tanto agardamos.',
        'Pendente do transportista ou do fabricante: preguntamos fóra. O prazo para responderche segue correndo.',
        'Tes unha proposta: acéptaa ou rexéitaa punto por punto. Se non dis nada en dez días, pechámola e podes reabrila.',
        'Resolta ou pechada: podes valorarnos, e reabrila durante 30 días.'
      ]
    },
    {
      heading: 'Canto tardamos',
      paragraphs: [
        'Respondemos en 15 días hábiles como moito, e en 5 días se che cobramos de máis. A data exacta está na túa incidencia e no xustificante. Que pase unha data non pecha nunca unha incidencia.'
      ]
    },
    {
      heading: 'Falar cunha persoa',
      paragraphs: [
        'En calquera incidencia aberta podes premer «Falar cunha persoa». Tamén podes chamarnos ou escribirnos: os datos están ao pé de cada páxina.'
      ]
    }
  ]
} satisfies LegalDocument;
