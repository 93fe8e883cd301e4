import type { Schema } from '$lib/api/client';
import type { Chart } from './charts';

/** What reports would answer of nothing: until they do, charts of it have the size of what comes. */
export const blank = {
  overview: {
    by_status: {},
    open_by_priority: {},
    by_channel: {},
    by_closing: {}
  } as unknown as Schema['OverviewReport'],
  levels: {
    answered_in_time: 0,
    answered_late: 0,
    share_in_time: null,
    overdue: 0,
    mean_hours_to_first_answer: 0,
    mean_hours_to_resolution: 0
  } as Schema['ServiceLevelsReport'],
  ageing: {
    as_of: new Date(0).toISOString(),
    open_by_age: [] as Schema['AgeingReport']['open_by_age']
  } as Schema['AgeingReport'],
  reasons: { by_category: [], by_product: [] } as unknown as Schema['ReasonsReport'],
  satisfaction: { by_score: [] } as unknown as Schema['SatisfactionReport']
};

/** So many rows has a chart in the end, more or less, whose rows only the answer knows. */
const usual = 10;

export const sized = (chart: Chart): Chart =>
  chart.bars.length ? chart : { ...chart, bars: Array.from({ length: usual }, () => ({ label: '–', value: 0 })) };
