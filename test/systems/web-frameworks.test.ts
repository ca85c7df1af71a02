/** Web frameworks of Python: a service that loads a trained model serves it, whatever answers the requests. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const LOAD = 'import mlflow\nmodel = mlflow.pyfunc.load_model("models:/risk/Production")\n';
const URLS = 'from django.urls import path\nfrom . import views\nurlpatterns = [path("predict", views.predict)]\n';

describe('a service of a framework', () => {
  it.each<[string, string, Files]>([
    [
      'a view of Django',
      'django',
      {
        'api/urls.py': URLS,
        'api/views.py': `${LOAD}from django.http import JsonResponse\n\ndef predict(request):\n    return JsonResponse({"y": model.predict(request.GET["x"])})\n`,
      },
    ],
    [
      'a class of the REST framework',
      'django',
      {
        'api/views.py': `${LOAD}from rest_framework.response import Response\nfrom rest_framework.views import APIView\n\nclass Predict(APIView):\n    def post(self, request):\n        return Response(model.predict(request.data))\n`,
      },
    ],
    [
      'a decorated function of the REST framework',
      'django',
      {
        'api/views.py': `${LOAD}from rest_framework.decorators import api_view\nfrom rest_framework.response import Response\n\n@api_view(["POST"])\ndef predict(request):\n    return Response(model.predict(request.data))\n`,
      },
    ],
    ['Quart', 'quart', { 'app.py': `${LOAD}from quart import Quart\napp = Quart(__name__)\n` }],
    ['Litestar', 'litestar', { 'app.py': `${LOAD}from litestar import Litestar\napp = Litestar([])\n` }],
    ['Falcon', 'falcon', { 'app.py': `${LOAD}import falcon.asgi\napp = falcon.asgi.App()\n` }],
    ['Bottle', 'bottle', { 'app.py': `${LOAD}from bottle import run\nrun(port=8080)\n` }],
    ['Dash', 'dash', { 'app.py': `${LOAD}from dash import Dash\napp = Dash(__name__)\n` }],
    ['Panel', 'panel', { 'app.py': `${LOAD}import panel as pn\npn.Column("risk").servable()\n` }],
    ['NiceGUI', 'nicegui', { 'app.py': `${LOAD}from nicegui import ui\nui.run()\n` }],
    ['CherryPy', 'cherrypy', { 'app.py': `${LOAD}import cherrypy\ncherrypy.quickstart(object())\n` }],
  ])('serves the model that it loads: %s', async (_, technology, files) => {
    const { components, relations } = await auditFiles(files);
    expect(components.filter((one) => one.startsWith('model-serving'))).toEqual([`model-serving ${technology}`]);
    expect(relations).toContain(`model-serving ${technology} --loads-from-> model-registry mlflow`);
  });

  it('serves no model that it does not load', async () => {
    const { components } = await auditFiles({
      'api/urls.py': URLS,
      'api/views.py':
        'from django.http import JsonResponse\n\ndef predict(request):\n    return JsonResponse({"ok": True})\n',
      'train.py': `${LOAD}print(model)\n`,
    });
    expect(components.filter((one) => one.startsWith('model-serving'))).toEqual([]);
  });
});
