"""Vietnam: paper after Nghị định 30/2020/NĐ-CP, forms and plans of gender equality work."""
