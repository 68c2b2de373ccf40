"""The nouns: period, plan, submission, roll-up, workbook. All pure."""
