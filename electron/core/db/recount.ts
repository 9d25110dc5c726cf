import type { Db } from './connection.ts'
import { linkAll } from './headline-links.ts'
import { countTagsAnew } from './tag-counts.ts'

/** Everything that an archive keeps counted, counted anew: after its rows were written one by one. */
export function recountAll(db: Db, textBytes: number): void {
  linkAll(db)
  db.exec(`
    UPDATE dump SET (records, imported, duplicates, rejected) = (SELECT count(*), coalesce(sum(record.state = 'imported'), 0),
        coalesce(sum(record.state = 'duplicate'), 0), coalesce(sum(record.state = 'rejected'), 0)
      FROM record WHERE dump_id = dump.id);
    UPDATE dump SET next_record = records + 1;
    UPDATE import_run SET (records, imported, duplicates, rejected, headlines) = (SELECT coalesce(sum(dump.records), 0),
        coalesce(sum(dump.imported), 0), coalesce(sum(dump.duplicates), 0), coalesce(sum(dump.rejected), 0),
        coalesce(sum(dump.headlines), 0)
      FROM dump WHERE import_id = import_run.id);
    UPDATE import_run SET dumps = (SELECT count(*) FROM dump WHERE import_id = import_run.id) WHERE listed = 1;

    UPDATE headline SET listings = (SELECT count(*) FROM listing WHERE headline_id = headline.id);
    DELETE FROM moved_headline WHERE headline_id IN (SELECT id FROM headline WHERE listings = 0);
    DELETE FROM headline WHERE listings = 0;
    UPDATE headline SET listed_in = (SELECT min(article_id) FROM listing WHERE headline_id = headline.id)
      WHERE listed_in NOT IN (SELECT id FROM article);

    DELETE FROM outlet_month;
    INSERT INTO outlet_month (outlet_id, month, articles, year_only)
      SELECT outlet_id, month, count(*), sum(published_precision IS 'year') FROM article WHERE outlet_id >= 0 GROUP BY 1, 2;
    INSERT INTO outlet_month (outlet_id, month, headlines)
      SELECT outlet_id, month, count(*) FROM headline WHERE outlet_id >= 0 AND article_id IS NULL GROUP BY 1, 2
      ON CONFLICT DO UPDATE SET headlines = excluded.headlines;
    DELETE FROM month;
    INSERT INTO month (month, articles, headlines, year_only)
      SELECT month, sum(articles), sum(headlines), sum(year_only) FROM outlet_month GROUP BY month;
    UPDATE outlet SET (articles, headlines) = (SELECT coalesce(sum(articles), 0), coalesce(sum(headlines), 0)
      FROM outlet_month WHERE outlet_id = outlet.id);
    UPDATE total SET
      articles = (SELECT count(*) FROM article WHERE outlet_id >= 0),
      headlines = (SELECT count(*) FROM headline WHERE outlet_id >= 0 AND article_id IS NULL),
      first_headline_day = (SELECT min(day) FROM headline), last_headline_day = (SELECT max(day) FROM headline),
      originals_bytes = (SELECT coalesce(sum(size_bytes), 0) FROM original);
  `)
  db.prepare('UPDATE total SET text_bytes = ?').run(textBytes)
  countTagsAnew(db, db.prepare('SELECT id FROM tag').pluck().all() as number[])
}
