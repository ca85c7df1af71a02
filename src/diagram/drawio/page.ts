/** What every drawing of draw.io (diagrams.net) is made of. */
import { forXml } from '../escape.js';

/** Where a cell stands: its left upper corner and its size. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** @returns one uncompressed page with the cells, given as XML */
export const page = (id: string, title: string, cells: readonly string[]): string => `<mxfile host="refarch">
  <diagram id="${id}" name="${forXml(title)}">
    <mxGraphModel grid="0" page="0" math="0" shadow="0">
      <root>
        <mxCell id="0"/>
        <mxCell id="1" parent="0"/>
${cells.map((cell) => `        ${cell}\n`).join('')}      </root>
    </mxGraphModel>
  </diagram>
</mxfile>
`;

/** @param text plain text of one or more lines */
export const vertex = (id: string, text: string, style: string, { x, y, width, height }: Place): string =>
  `<mxCell id="${id}" value="${attributeText(text)}" style="${style}" vertex="1" parent="1"><mxGeometry x="${x}" y="${y}" width="${width}" height="${height}" as="geometry"/></mxCell>`;

/** Text of one or more lines, as an attribute holds it. */
export const attributeText = (text: string): string => text.split('\n').map(forXml).join('&#10;');
