/** What the pages' bundler makes of addresses with a query. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}
