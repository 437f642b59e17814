// Shows the API's description; no address but the API's own is asked for anything.
globalThis.SwaggerUIBundle({
  url: '../openapi.json',
  dom_id: '#page',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null, // else the description is sent to a server of Swagger's
});
