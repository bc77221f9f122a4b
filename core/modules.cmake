# The one table of modules: what each may include. Everybody may use `base`. Built from here by CMakeLists.txt,
# enforced by tests/architecture, which reads every #include.
#   name | uses | qt (none, core)
set(MAILWALK_MODULES
  "base      |                              | none"
  "wire      | base                         | none"
  "auth      | wire                         | none"
  "trace     |                              | none"   # json*.* alone use Qt Core
  "net       | trace wire                   | none"   # of wire: dns and io
  "http      | net auth wire trace          | core"
  "discovery | http net wire trace          | core"
  "rpc       | http net auth wire trace     | core"
  "exchange  | rpc http net wire trace      | core"
  "path      | exchange discovery rpc http net auth trace | core"
  "diagnosis | trace                        | core"
  "evidence  | path exchange diagnosis rpc http net wire trace | core"
  "report    | diagnosis trace              | core"
  "practice  | wire auth                    | core"
)
