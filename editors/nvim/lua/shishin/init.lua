--- Shishin: guidelines and the documents that answer them. See |shishin.txt|.
local M = {}

--- Sets the options and starts the server for documents that concern it. Every option can be
--- left out; |shishin-options| lists them.
function M.setup(options)
  require('shishin.options').set(options or {})
  require('shishin.client').enable()
end

--- Ends the server and starts it anew.
function M.restart()
  require('shishin.client').restart()
end

--- What is open in a document, for a status line: `記載なし 2 · 不十分 3`. Empty where the
--- document is none of a project.
function M.status(buffer)
  return require('shishin.status').text(buffer)
end

return M
