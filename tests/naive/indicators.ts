import type { Definition, Derived } from './definition.ts';
import { returns } from './returns.ts';
import { catalogueOfProcedures, petitions, services } from './services.ts';
import { documents, land, payments, population, sessions } from './society.ts';

/** Every indicator that is counted over rows, by the words of its description. */
export const definitions: Record<string, Definition> = {
  ...services,
  ...catalogueOfProcedures,
  ...petitions,
  ...population,
  ...land,
  ...payments,
  ...documents,
  ...sessions,
  ...returns,
};

export const derived: Record<string, Derived> = {
  'tthc-phat-sinh-truc-tuyen': { over: ['tthc-co-ho-so-truc-tuyen', 'tthc-dich-vu-cong-truc-tuyen'] },
  'tthc-co-giao-dich-thanh-toan': { over: ['tthc-co-thanh-toan-truc-tuyen', 'tthc-co-phi'] },
  'ket-qua-thuc-hien-ke-hoach': {
    weights: {
      'nhiem-vu-dung-han': 2,
      'bao-cao-dung-han': 1,
      'tthc-dung-han': 3,
      'tthc-truc-tuyen': 2,
      'an-sinh-khong-tien-mat': 1,
      'van-ban-ky-so': 1,
    },
  },
};
