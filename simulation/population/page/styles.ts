export const styles = `:root{color-scheme:light}body{margin:0;background:#f7f6f3;color:#1f1d1a;font:15px/1.5 system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:24px}h1{font-size:26px;line-height:1.2}h2{font-size:20px;margin:0 0 8px}h3{font-size:15px;margin:24px 0 8px}
section{background:#fff;border:1px solid #dedbd3;border-radius:8px;padding:20px;margin:20px 0}
.figures{display:flex;flex-wrap:wrap;gap:12px;list-style:none;padding:0}.figures li{background:#fff;border:1px solid #dedbd3;border-radius:8px;padding:10px 16px}.figures b{font-size:20px}
.wide{overflow-x:auto}svg{max-width:none;display:block}svg text{font:13px system-ui,sans-serif;fill:#1f1d1a}svg .small,svg .path{font-size:12px;fill:#57534a}
svg .path{paint-order:stroke;stroke:#fff;stroke-width:5px}svg .title{font-weight:600}.card{fill:#fff;stroke:#8c877b}.share{fill:#2f6f8f}
.line{fill:none;stroke:#9cc3d5;stroke-linejoin:round}.none{stroke:#d8d4ca}.loop{stroke-dasharray:4 3}.bar{fill:#2f6f8f}.grid{fill:#ebe8e1}.whisker{fill:#57534a}.point{fill:#2f6f8f}
.series0{fill:#2f6f8f}.series1{fill:#c2703d}.series2{fill:#5b8c5a}.series3{fill:#8a5a8c}.series4{fill:#b59a2c}.series5{fill:#5a6cae}.series6{fill:#a34f5b}.series7{fill:#57534a}
table{border-collapse:collapse;margin-top:12px;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:5px 16px 5px 0;border-bottom:1px solid #ebe8e1}th{font-weight:600}`;
