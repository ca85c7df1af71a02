import { describe, expect, it } from 'vitest';
import { callees, parse } from './helper.js';

const table = (rows: [title: string, source: string, expected: string[]][]): void => {
  it.each(rows)('%s', (_, source, expected) => {
    expect(callees(source)).toEqual(expected);
  });
};

describe('imports', () => {
  table([
    ['module', 'import mlflow\nmlflow.log_metric("a", 1)', ['mlflow.log_metric']],
    ['module with alias', 'import a.b as c\nc.d()', ['a.b.d']],
    ['submodule binds its root', 'import a.b\na.b.c()', ['a.b.c']],
    ['several modules in one statement', 'import a, b.c as d\na.x()\nd.y()', ['a.x', 'b.c.y']],
    ['from-import', 'from a import b\nb()', ['a.b']],
    ['from-import with alias', 'from a.x import b as c, d\nc.e()\nd()', ['a.x.b.e', 'a.x.d']],
    ['from-import in parentheses', 'from a import (\n    b,  # why\n    c as d,\n)\nb()\nd()', ['a.b', 'a.c']],
    ['from-import over a backslash', 'from a import b, \\\n    c\nc()', ['a.c']],
    ['relative import of a name', 'from .train import main\nmain()', ['.train.main']],
    ['relative import of a module', 'from . import train\ntrain.main()', ['.train.main']],
    ['relative import from the parent', 'from ..lib import x as y\ny.z()', ['..lib.x.z']],
    ['import inside a function', 'def f():\n    import a.b as c\n    c.d()\nc.e()', ['a.b.d', '~c.e']],
    ['import in try', 'try:\n    import a as x\nexcept ImportError:\n    x = None\nx.y()', ['a.y']],
    [
      'import in try, used in a function',
      'try:\n    from a import x\nexcept ImportError:\n    x = None\ndef f():\n    x.y()',
      ['a.x.y'],
    ],
    [
      'other implementation in except',
      'try:\n    import a as x\nexcept ImportError:\n    import b as x\nx.y()',
      ['a.y'],
    ],
    ['star import', 'from a import *\nb()', ['~b']],
    ['names that are not imported', 'model.fit(x)\nprint(1)', ['~model.fit', '~print']],
    ['alias of a name', 'import mlflow\nlog = mlflow.log_metric\nlog("a", 1)', ['mlflow.log_metric']],
    ['import used before and after it is bound again', 'import a as x\nx.b()\nimport c as x\nx.d()', ['a.b', 'c.d']],
    ['Windows line ends', 'import a as b\r\nb.c()\r\n', ['a.c']],
    ['byte order mark', '\uFEFFimport a as b\nb.c()', ['a.c']],
    ['tabs', 'def g():\n\timport a as b\n\tb.c()\n', ['a.c']],
  ]);

  it('lists every imported name', () => {
    const { imports } = parse(
      'import a.b as c, d\nfrom ..e import f as g, h\nfrom .i import *\nfrom . import j\ndef k():\n    import l\n',
    );
    expect(imports).toEqual([
      { module: 'a.b', alias: 'c', scope: '', offset: 0 },
      { module: 'd', scope: '', offset: 0 },
      { module: '..e', name: 'f', alias: 'g', scope: '', offset: 19 },
      { module: '..e', name: 'h', scope: '', offset: 19 },
      { module: '.i', name: '*', scope: '', offset: 45 },
      { module: '.', name: 'j', scope: '', offset: 62 },
      { module: 'l', scope: 'def:k', offset: 91 },
    ]);
  });

  it('reads __future__, unusual spacing and broken statements', () => {
    const { imports } = parse(
      'from __future__ import annotations\nfrom  .  import  a\nfrom..b import(c)\nimport\nfrom x\nimport d.\n',
    );
    expect(imports.map(({ module, name }) => [module, name])).toEqual([
      ['__future__', 'annotations'],
      ['.', 'a'],
      ['..b', 'c'],
    ]);
  });
});

describe('values that came from a call', () => {
  table([
    ['variable', 'from m.t import C\nc = C()\nc.run()', ['m.t.C', 'm.t.C.run']],
    ['with', 'from m import C\nwith C() as x:\n    x.run()', ['m.C', 'm.C.run']],
    ['async with', 'import m\nasync def f():\n    async with m.C() as x:\n        await x.run()', ['m.C', 'm.C.run']],
    ['with in parentheses', 'import m\nwith (m.A() as a, m.B() as b):\n    b.run()', ['m.A', 'm.B', 'm.B.run']],
    [
      'with as an attribute',
      'import m\nclass T:\n    def f(self):\n        with m.A() as self.a:\n            self.a.run()',
      ['m.A', 'm.A.run'],
    ],
    ['await', 'import m\nasync def f():\n    x = await m.connect()\n    x.run()', ['m.connect', 'm.connect.run']],
    ['walrus', 'import m\nif (x := m.C()):\n    x.run()', ['m.C', 'm.C.run']],
    ['walrus as an argument', 'import m\nprint(x := m.C())\nx.run()', ['~print', 'm.C', 'm.C.run']],
    ['tuple by position', 'import m\na, b = m.A(), m.B()\na.x()\nb.y()', ['m.A', 'm.B', 'm.A.x', 'm.B.y']],
    ['tuple in parentheses', 'import m\n(a, b) = (m.A(), m.B())\nb.y()', ['m.A', 'm.B', 'm.B.y']],
    ['tuple of one call is not known', 'import m\na, b = m.pair()\na.x()', ['m.pair', '~a.x']],
    ['conditional value', 'import m\nx = m.A() if y else None\nx.run()', ['m.A', 'm.A.run']],
    ['value with a default', 'import m\ndef f(x):\n    c = x or m.A()\n    c.run()', ['m.A', 'm.A.run']],
    ['chain', 'import m\nm.A().b().c()', ['m.A.b.c', 'm.A.b', 'm.A']],
    [
      'chain over lines',
      'import m\nx = (m.A()\n     .b()\n     .c())\nx.d()',
      ['m.A.b.c', 'm.A.b', 'm.A', 'm.A.b.c.d'],
    ],
    [
      'chain on something unknown',
      'spark.read.format("delta").load(p)',
      ['~spark.read.format().load', '~spark.read.format'],
    ],
    ['variable of an unknown call stays as written', 'x = get()\nx.fit()', ['~get', '~x.fit']],
    [
      'result that is called',
      'import m\nx = m.Dense(10)\nx(y)\nm.Dense(1)(z)',
      ['m.Dense', 'm.Dense()', 'm.Dense()', 'm.Dense'],
    ],
    [
      'element',
      'import m\nm.get()["a"].run()\nx = m.get()[0]\nx.run()',
      ['m.get[].run', 'm.get', 'm.get', 'm.get[].run'],
    ],
    [
      'methods of literals',
      '", ".join(a)\nf"{x}".strip()\n[1].index(1)\n{}.get(1)',
      ['~str.join', '~str.strip', '~list.index', '~dict.get'],
    ],
    ['path operator', 'from pathlib import Path\n(Path(a) / b).exists()', ['pathlib.Path.exists', 'pathlib.Path']],
    ['other operators', '(a + b).mean()', ['~().mean']],
    ['module value in a function defined before', 'import m\ndef f():\n    c.run()\nc = m.C()', ['m.C.run', 'm.C']],
    [
      'last assignment before the use',
      'import m\nx = m.A()\nx.f()\nx = m.B()\nx.f()',
      ['m.A', 'm.A.f', 'm.B', 'm.B.f'],
    ],
    ['use before any assignment', 'import m\nwhile y:\n    x.f()\n    x = m.A()', ['m.A.f', 'm.A']],
    [
      'None is a placeholder',
      'import m\nx = None\ndef f():\n    global x\n    x = m.A()\ndef g():\n    x.run()',
      ['m.A', 'm.A.run'],
    ],
    [
      'nonlocal',
      'import m\ndef f():\n    x = None\n    def g():\n        nonlocal x\n        x = m.A()\n    x.run()',
      ['m.A', 'm.A.run'],
    ],
    ['loop variables hide', 'import m\nx = m.A()\nfor x in y:\n    x.f()', ['m.A', '~x.f']],
    ['parameters hide', 'import m\nx = m.A()\ndef f(x):\n    x.g()', ['m.A', '~x.g']],
    [
      'reassignment through itself',
      'import m\ndf = m.read()\ndf = df.drop()\ndf.show()',
      ['m.read', 'm.read.drop', 'm.read.drop.show'],
    ],
  ]);
});

describe('factories', () => {
  table([
    [
      'literal',
      'import boto3\nboto3.client("sagemaker").create_endpoint()',
      ['boto3.client.sagemaker.create_endpoint', 'boto3.client'],
    ],
    [
      'variable',
      'import boto3\nsm = boto3.client("sagemaker", region_name=r)\nsm.create_endpoint()',
      ['boto3.client', 'boto3.client.sagemaker.create_endpoint'],
    ],
    [
      'keyword',
      'import boto3\nsm = boto3.client(region_name=r, service_name="sagemaker")\nsm.x()',
      ['boto3.client', 'boto3.client.sagemaker.x'],
    ],
    [
      'constant',
      'import boto3\nS = "s3"\nboto3.resource(S).Bucket("b").upload_file(p)',
      ['boto3.resource.s3.Bucket.upload_file', 'boto3.resource.s3.Bucket', 'boto3.resource'],
    ],
    [
      'session',
      'import boto3\nboto3.Session().client("s3").put_object()',
      ['boto3.Session.client.s3.put_object', 'boto3.Session.client', 'boto3.Session'],
    ],
    [
      'session in a variable',
      'from boto3 import Session\ns = Session(profile_name="x")\nc = s.client("s3")\nc.put_object()',
      ['boto3.Session', 'boto3.Session.client', 'boto3.Session.client.s3.put_object'],
    ],
    ['unknown service', 'import boto3\nc = boto3.client(name)\nc.x()', ['boto3.client', 'boto3.client.x']],
    [
      'keyword that is not the service',
      'import boto3\nboto3.client(region_name="eu").x()',
      ['boto3.client.x', 'boto3.client'],
    ],
    ['not a factory', 'import m\nm.load("model").predict(x)', ['m.load.predict', 'm.load']],
  ]);
});

describe('attributes and parameters', () => {
  table([
    [
      'self in the same method',
      'import m\nclass T:\n    def f(self):\n        self.c = m.C()\n        self.c.run()',
      ['m.C', 'm.C.run'],
    ],
    [
      'self across methods',
      'import m\nclass T:\n    def f(self):\n        self.c.run()\n    def g(self):\n        self.c = m.C()',
      ['m.C.run', 'm.C'],
    ],
    [
      'attribute of the class',
      'import m\nclass T:\n    c = m.C()\n    def f(self):\n        self.c.run()',
      ['m.C', 'm.C.run'],
    ],
    ['annotated attribute', 'import m\nclass T:\n    c: m.C\n    def f(self):\n        self.c.run()', ['m.C.run']],
    [
      'parameter kept as attribute',
      'import m\nclass T:\n    def __init__(self, c: m.C):\n        self.c = c\n    def f(self):\n        self.c.run()',
      ['m.C.run'],
    ],
    [
      'what the same method assigned before another one does',
      'import m\nclass T:\n    def f(self):\n        self.c = m.C()\n        self.c.run()\n    def g(self):\n        self.c = m.load()',
      ['m.C', 'm.C.run', 'm.load'],
    ],
    [
      'what an instance has from the start before what another method loads',
      'import m\nclass T:\n    def __init__(self):\n        self.c = m.C()\n    def f(self):\n        self.c.run()\n    def g(self):\n        self.c = m.load()',
      ['m.C', 'm.C.run', 'm.load'],
    ],
    [
      'what another method loads where there is nothing from the start',
      'import m\nclass T:\n    def __init__(self):\n        self.c = None\n    def f(self):\n        self.c.run()\n    def g(self):\n        self.c = m.load()',
      ['m.load.run', 'm.load'],
    ],
    [
      'inherited within the file',
      'import m\nclass A:\n    def __init__(self):\n        self.c = m.C()\n    def g(self): pass\nclass B(A):\n    def f(self):\n        self.c.run()\n        self.g()',
      ['m.C', 'm.C.run', 'A.g'],
    ],
    [
      'unknown attribute stays as written',
      'class T:\n    def __init__(self, c):\n        self.c = c\n    def f(self):\n        self.c.run()\n        self.log(1)',
      ['~self.c.run', '~self.log'],
    ],
    [
      'first parameter by another name',
      'import m\nclass T:\n    def f(this):\n        this.c = m.C()\n        this.c.run()',
      ['m.C', 'm.C.run'],
    ],
    [
      'property',
      'import m\nclass T:\n    @property\n    def c(self):\n        return m.C()\n    def f(self):\n        self.c.run()',
      ['m.C', 'm.C.run'],
    ],
    ['annotation', 'from m import C\ndef f(c: C):\n    c.run()', ['m.C.run']],
    [
      'optional annotation',
      'from typing import Optional\nimport m\ndef f(c: Optional[m.C] = None):\n    c.run()',
      ['m.C.run'],
    ],
    [
      'quoted annotation',
      'from m import C\ndef f(c: "C", d: "Optional[C]"):\n    c.run()\n    d.run()',
      ['m.C.run', 'm.C.run'],
    ],
    [
      'union annotation',
      'import m\ndef f(c: m.C | None, d: None | m.D):\n    c.run()\n    d.run()',
      ['m.C.run', 'm.D.run'],
    ],
    [
      'annotation that says nothing',
      'from typing import Any, List\nimport m\ndef f(a: Any, b: List[m.C], c: str):\n    a.x()\n    b.y()\n    c.z()',
      ['~a.x', '~b.y', '~c.z'],
    ],
    ['annotated variable', 'import m\nc: m.C = make()\nc.run()', ['~make', 'm.C.run']],
    ['default that is a call', 'import m\ndef f(c=m.C()):\n    c.run()', ['m.C', 'm.C.run']],
    [
      'packed parameters are not instances',
      'import m\ndef f(*c: m.C, **d: m.C):\n    c.run()\n    d.run()',
      ['~c.run', '~d.run'],
    ],
  ]);
});

describe('definitions of the same file', () => {
  table([
    ['function', 'def train(): pass\ntrain()', ['train']],
    ['function defined later', 'def main():\n    train()\ndef train(): pass', ['train']],
    ['nested function', 'def outer():\n    def inner(): pass\n    inner()', ['outer.inner']],
    [
      'class',
      'class Trainer:\n    def fit(self): pass\nt = Trainer()\nt.fit()\nTrainer().fit()',
      ['Trainer', 'Trainer.fit', 'Trainer.fit', 'Trainer'],
    ],
    ['own method', 'class T:\n    def f(self):\n        self.g()\n    def g(self): pass', ['T.g']],
    [
      'class method',
      'class T:\n    @classmethod\n    def make(cls):\n        cls.help()\n        return cls()\n    @staticmethod\n    def help(): pass\nT.make().f()',
      ['T.help', 'T', 'T.f', 'T.make'],
    ],
    ['parameter annotated with a class', 'class T:\n    def fit(self): pass\ndef f(t: T):\n    t.fit()', ['T.fit']],
    [
      'attribute of an instance',
      'import m\nclass T:\n    def __init__(self):\n        self.c = m.C()\nt = T()\nt.c.run()',
      ['m.C', 'T', 'm.C.run'],
    ],
    [
      'method of an imported base',
      'import m\nclass T(m.Base): pass\nt = T()\nt.fit()\nT.load()',
      ['T', 'm.Base.fit', 'm.Base.load'],
    ],
    ['method that is nowhere', 'class T: pass\nT().fit()', ['T.fit', 'T']],
    [
      'result of a function by its return',
      'import m\ndef client():\n    return m.C()\nclient().run()\nc = client()\nc.run()',
      ['m.C', 'm.C.run', 'client', 'client', 'm.C.run'],
    ],
    [
      'result of a function by its annotation',
      'import m\ndef client() -> m.C:\n    ...\nclient().run()',
      ['m.C.run', 'client'],
    ],
    [
      'result that is not known',
      'def get(): return x\nget().fit()\ng = get()\ng.fit()',
      ['~get().fit', 'get', 'get', '~g.fit'],
    ],
    [
      'decorators change what a call returns',
      'import m\nfrom e import task\n@task\ndef t():\n    return m.C()\nx = t()\nx.after(y)',
      ['m.C', 't', '~x.after'],
    ],
    ['super', 'class T(B):\n    def f(self):\n        super().f()', ['~super().f', '~super']],
    ['recursion', 'def f():\n    return f()\nf().g()\nclass A(A): pass\nA().b()', ['f', '~f().g', 'f', 'A.b', 'A']],
  ]);
});
