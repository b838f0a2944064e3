import { client } from './client';
import { connection } from './connection';
import { correction } from './correction';
import { household } from './household';
import { identifier } from './identifier';
import { missing } from './missing';
import { notice } from './notice';
import { operation } from './operation';
import { promotion } from './promotion';
import { review } from './review';
import { exporting } from './export';
import { finding } from './finding';
import { rules } from './rules';
import { shared } from './shared';
import { frame } from './frame';
import { lists } from './lists';
import { reports } from './reports';
import { settings } from './settings';
import { setup } from './setup';
import { unlock } from './unlock';
import { vault } from './vault';
import { view } from './view';
import { words } from './words';

/** Spanish of Mexico: the source of truth that every other catalogue must match. One file per area of the screen. */
export const es = {
  shared,
  vault,
  words,
  frame,
  export: exporting,
  finding,
  lists,
  reports,
  rules,
  settings,
  setup,
  unlock,
  client,
  connection,
  correction,
  household,
  identifier,
  missing,
  notice,
  operation,
  promotion,
  review,
  view,
};
