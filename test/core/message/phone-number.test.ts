import { phoneNumberOf } from '../../../core/message/phone-number.ts';

it.each([
  ['+15550100123', '+15550100123'],
  [' +1 (555) 010-0123 ', '+15550100123'],
  ['0044 20 7946 0018', '+442079460018'],
  ['+44 (0)20 7946 0018', '+442079460018'],
  ['+49.30.901820', '+4930901820'],
  ['\u202a+64 21 123 4567\u202c', '+64211234567'],
  ['+1–555–010–0123', '+15550100123'],
] as const)('%j is the number %s', (written, number) => {
  expect(phoneNumberOf(written)).toBe(number);
});

it.each([
  ['a number without its country', '089 1234567'],
  ['a country that begins with 0', '+0155501001'],
  ['too few digits', '+1555'],
  ['too many digits', '+1234567890123456'],
  ['words', 'call me'],
  ['an extension', '+15550100123 ext 4'],
  ['digits of another script', '+١٥٥٥٠١٠٠١٢٣'],
  ['a number, not a text', 15550100123],
  ['nothing', undefined],
  ['null', null],
  ['a text that is much too long', `+${'1 '.repeat(500)}`],
])('%s is no number to send to', (_title, trait) => {
  expect(phoneNumberOf(trait)).toBeUndefined();
});
