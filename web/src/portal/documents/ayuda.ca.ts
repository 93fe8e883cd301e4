import type { LegalDocument } from './document';

export default {
  title: 'Ajuda',
  version: '1.2',
  date: '2026-11-30',
  sections: [
    {
      heading: 'Obrir una incidència',
      paragraphs: [
        'Prem «Obre una incidència» i respon una pregunta per pàgina. No et cal cap compte: n’hi ha prou amb un correu on puguem respondre’t.',
        'El que escrius es desa al teu dispositiu fins que ho envies. Si es talla la connexió, no perds res: torna a prémer «Envia la incidència» i s’enviarà una sola vegada. En un ordinador que no és teu, prem «No ho desis en aquest dispositiu».',
        'Hi pots afegir fins a 10 fotos o PDF. Les fotos es redueixen i perden el lloc on es van fer abans de sortir del teu dispositiu.'
      ],
      links: [{ label: 'Obre una incidència', href: '/abrir/pedido' }]
    },
    {
      heading: 'La clau i el justificant',
      paragraphs: [
        'Quan l’envies et donem una clau de 12 lletres i números, i un justificant signat amb el contingut, la data i l’hora. El justificant serveix de prova i tothom pot comprovar que és autèntic: amb el PDF tal com el vas baixar, amb el codi QR que porta imprès o amb el fitxer .json.'
      ],
      links: [{ label: 'Comprova un justificant', href: '/verificar' }]
    },
    {
      heading: 'Seguir-la',
      paragraphs: [
        'Amb la clau en veus l’estat. Per llegir la conversa i respondre, entra al teu compte o demana un enllaç amb la clau i el teu correu o el número de comanda. Arriba al correu amb què la vas obrir, dura una hora i només serveix una vegada.'
      ],
      links: [{ label: 'Segueix una incidència', href: '/seguir' }]
    },
    {
      heading: 'Entrar al teu compte',
      paragraphs: [
        'Pots entrar amb un enllaç que t’enviem al correu, amb la teva contrasenya o amb una clau d’accés: l’empremta, la cara o el PIN del teu dispositiu, sense escriure res. Les claus d’accés s’afegeixen i es treuen a «Preferències».'
      ],
      links: [{ label: 'Entra', href: '/entrar' }]
    },
    {
      heading: 'Què vol dir cada estat',
      paragraphs: [],
      list: [
        'Rebuda i «L’estem revisant»: ens toca a nosaltres, i et diem fins quan.',
        'Necessitem la teva resposta, o falten dades: et toca a tu. Mentrestant esperem.',
        'Pendent del transportista o del fabricant: hem preguntat fora. El termini per respondre’t continua corrent.',
        'Tens una proposta: accepta-la o rebutja-la punt per punt. Si no dius res en deu dies, la tanquem i la pots reobrir.',
        'Resolta o tancada: ens pots valorar, i la pots reobrir durant 30 dies.'
      ]
    },
    {
      heading: 'Quant triguem',
      paragraphs: [
        'Responem en 15 dies hàbils com a màxim, i en 5 dies si t’hem cobrat de més. La data exacta és a la teva incidència i al justificant. Que passi una data no tanca mai una incidència.'
      ]
    },
    {
      heading: 'Parlar amb una persona',
      paragraphs: [
        'En qualsevol incidència oberta pots prémer «Parla amb una persona». També ens pots trucar o escriure: les dades són al peu de cada pàgina.'
      ]
    }
  ]
} satisfies LegalDocument;
