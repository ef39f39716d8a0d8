--- The clauses of the guidelines and what answers them: in a window, or as a quickfix list.
local editor = require('shishin.editor')
local texts = require('shishin.texts')

local M = {}

--- The last answer of the server; nil before the first.
local coverage
--- The document whose project it is of, as the protocol wants it.
local project = vim.NIL

--- Asks the server, and calls `done` when the answer is there.
function M.load(done)
  local buffer = vim.api.nvim_get_current_buf()
  local client = editor.client(buffer)
  if not client then
    editor.notify(texts.get('no_server'), vim.log.levels.WARN)
    return
  end
  if #editor.clients(buffer) > 0 then
    project = vim.uri_from_bufnr(buffer)
  end
  editor.request(client, 'shishin/coverage', { uri = project }, function(answer)
    coverage = answer
    done(client)
  end)
end

local function visit(nodes, each)
  for _, node in ipairs(nodes) do
    each(node)
    visit(node.children, each)
  end
end

--- Every chapter and clause, in the guidelines' order.
function M.each(run)
  for _, guideline in ipairs(coverage and coverage.guidelines or {}) do
    visit(guideline.chapters, run)
  end
end

function M.guidelines()
  return coverage and coverage.guidelines or {}
end

function M.project()
  return project
end

--- The number and title of a clause.
function M.name(node)
  local label = editor.given(node.label)
  return label and (label .. ' ' .. node.title) or node.title
end

--- What is missing or weak, as a quickfix list: a missing clause leads to its text, a weak
--- answer to where it stands.
local function quickfix(client)
  local items = {}
  local function add(location, kind, text)
    local item = vim.lsp.util.locations_to_items({ location }, client.offset_encoding)[1]
    item.text = ('%s: %s'):format(texts.get(kind), text)
    item.type = kind == 'missing' and 'E' or 'W'
    table.insert(items, item)
  end
  M.each(function(node)
    local location = editor.given(node.location)
    if node.state == 'missing' and location then
      add(location, 'missing', M.name(node))
    elseif node.state == 'weak' then
      for _, answer in ipairs(node.answers) do
        if answer.state == 'weak' then
          add(answer.location, 'weak', M.name(node))
        end
      end
    end
  end)
  if #items == 0 then
    editor.notify(texts.get('nothing_open'))
    return
  end
  vim.fn.setqflist({}, ' ', { title = 'Shishin', items = items })
  vim.cmd('botright copen')
end

--- Shows the coverage: `window` (the default) or `quickfix`.
function M.open(way)
  M.load(function(client)
    if way == 'quickfix' then
      quickfix(client)
    else
      require('shishin.window').open(client)
    end
  end)
end

--- Asks again if the window is open.
function M.refresh()
  local window = require('shishin.window')
  local client = window.client()
  if client then
    editor.request(client, 'shishin/coverage', { uri = project }, function(answer)
      coverage = answer
      window.draw()
    end)
  end
end

return M
