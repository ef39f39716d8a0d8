--- The window that shows the coverage as a tree.
local editor = require('shishin.editor')
local texts = require('shishin.texts')

local M = {}

local marks = vim.api.nvim_create_namespace('shishin.coverage')
local signs = { covered = '✓', weak = '!', missing = '○', excluded = '-', open = '○' }
local groups = {
  covered = 'ShishinCovered',
  weak = 'ShishinWeak',
  missing = 'ShishinMissing',
  excluded = 'ShishinExcluded',
  open = 'ShishinMissing',
}

--- The one window: its buffer, its client, the rows as drawn, what is folded, the filter, and the
--- window from which it was opened.
local view = { folded = {}, open_only = false, rows = {} }

local function define_groups()
  local ok = vim.fn.hlexists('DiagnosticOk') == 1 and 'DiagnosticOk' or 'String'
  for group, link in pairs({
    ShishinCovered = ok,
    ShishinWeak = 'DiagnosticWarn',
    ShishinMissing = 'DiagnosticError',
    ShishinExcluded = 'Comment',
    ShishinGuideline = 'Title',
    ShishinCount = 'Comment',
    ShishinAnswer = 'Comment',
  }) do
    vim.cmd(('highlight default link %s %s'):format(group, link))
  end
end

local function ratio(counts)
  local done = counts.covered + counts.excluded
  return ('%d/%d'):format(done, done + counts.weak + counts.missing)
end

--- A chapter shows the worst state of its clauses.
local function state_of(node)
  local state = editor.given(node.state)
  if state and #node.children == 0 then
    return state
  end
  for _, name in ipairs({ 'missing', 'weak', 'covered' }) do
    if node.counts[name] > 0 then
      return name
    end
  end
  return 'excluded'
end

local function is_open(node)
  return node.counts.missing + node.counts.weak > 0 or node.state == 'missing' or node.state == 'weak'
end

--- Chapters are unfolded at first where something is open in them; statements are folded.
local function is_folded(key, node)
  local folded = view.folded[key]
  if folded == nil then
    return #node.children == 0 or not is_open(node)
  end
  return folded
end

--- A row is a text and the parts of it that have a colour, in bytes.
local function row(depth, parts, rest)
  local text, colours = string.rep('  ', depth), {}
  for _, part in ipairs(parts) do
    if part[2] then
      table.insert(colours, { #text, #text + #part[1], part[2] })
    end
    text = text .. part[1]
  end
  return vim.tbl_extend('force', { text = text:gsub('\n', ' '), colours = colours }, rest or {})
end

local function add_clause(rows, node, depth)
  if view.open_only and not is_open(node) then
    return
  end
  local key = node.guideline .. '/' .. node.clause
  local opens = #node.children + #node.answers > 0
  local folded = is_folded(key, node)
  local state = state_of(node)
  local parts = {
    { opens and (folded and '▸ ' or '▾ ') or '  ', 'ShishinCount' },
    { signs[state] .. ' ', groups[state] },
    { require('shishin.coverage').name(node) },
  }
  if #node.children > 0 then
    table.insert(parts, { '  ' .. ratio(node.counts), 'ShishinCount' })
  end
  table.insert(rows, row(depth, parts, { key = key, node = node, location = editor.given(node.location) }))
  if folded then
    return
  end
  for _, answer in ipairs(node.answers) do
    local file = vim.fn.fnamemodify(vim.uri_to_fname(answer.location.uri), ':t')
    local place = ('  %s:%d'):format(file, answer.location.range.start.line + 1)
    local answer_parts = {
      { signs[answer.state] .. ' ', groups[answer.state] },
      { answer.text, 'ShishinAnswer' },
      { place, 'ShishinCount' },
    }
    table.insert(rows, row(depth + 2, answer_parts, { location = answer.location }))
  end
  local more = node.answered - #node.answers
  if more > 0 then
    table.insert(rows, row(depth + 2, { { texts.get('more', more), 'ShishinCount' } }, { all_of = node }))
  end
  for _, child in ipairs(node.children) do
    add_clause(rows, child, depth + 1)
  end
end

local function rows_of(guidelines)
  local rows = {}
  for _, keys in ipairs({ 'keys', 'more_keys' }) do
    table.insert(rows, row(0, { { texts.get(keys), 'ShishinCount' } }))
  end
  local heading = #rows
  for _, guideline in ipairs(guidelines) do
    if not view.open_only or is_open(guideline) then
      local title = guideline.title .. ' ' .. (editor.given(guideline.edition) or '')
      local parts = {
        { ratio(guideline.counts) .. ' ', 'ShishinCount' },
        { vim.trim(title), 'ShishinGuideline' },
      }
      if guideline.partial then
        table.insert(parts, { '  ' .. texts.get('partial'), 'ShishinCount' })
      end
      table.insert(rows, row(0, parts))
      for _, node in ipairs(guideline.chapters) do
        add_clause(rows, node, 0)
      end
    end
  end
  if #rows == heading then
    local text = texts.get(#guidelines == 0 and 'no_guideline' or 'nothing_open')
    table.insert(rows, row(0, { { text } }))
  end
  return rows
end

local function is_shown()
  return view.buffer and vim.api.nvim_buf_is_valid(view.buffer) and vim.fn.bufwinid(view.buffer) ~= -1
end

--- The client of the window, while it is open.
function M.client()
  return is_shown() and view.client or nil
end

--- Writes the rows anew; the cursor stays on its line.
function M.draw()
  if not is_shown() then
    return
  end
  view.rows = rows_of(require('shishin.coverage').guidelines())
  local lines = vim.tbl_map(function(item)
    return item.text
  end, view.rows)
  vim.bo[view.buffer].modifiable = true
  vim.api.nvim_buf_set_lines(view.buffer, 0, -1, false, lines)
  vim.bo[view.buffer].modifiable = false
  vim.api.nvim_buf_clear_namespace(view.buffer, marks, 0, -1)
  for index, item in ipairs(view.rows) do
    for _, colour in ipairs(item.colours) do
      vim.api.nvim_buf_set_extmark(view.buffer, marks, index - 1, colour[1], {
        end_col = colour[2],
        hl_group = colour[3],
      })
    end
  end
end

local function current_row()
  return view.rows[vim.api.nvim_win_get_cursor(0)[1]] or {}
end

--- Goes to the window that documents are shown in.
local function to_documents()
  if view.origin and vim.api.nvim_win_is_valid(view.origin) then
    vim.api.nvim_set_current_win(view.origin)
  else
    vim.cmd('rightbelow vnew')
    view.origin = vim.api.nvim_get_current_win()
  end
end

--- Lists all statements that answer a clause, which the server tells in parts.
local function list_all(node, locations)
  local asked = {
    guideline = node.guideline,
    clause = node.clause,
    uri = require('shishin.coverage').project(),
    start = #locations,
  }
  editor.request(view.client, 'shishin/answers', asked, function(found)
    for _, answer in ipairs(found and found.answers or {}) do
      table.insert(locations, answer.location)
    end
    if found and #found.answers > 0 and #locations < found.answered then
      list_all(node, locations)
    else
      to_documents()
      editor.list(view.client, require('shishin.coverage').name(node), locations)
    end
  end)
end

local function open_row()
  local item = current_row()
  local location = item.location
  if item.all_of then
    list_all(item.all_of, {})
  elseif location then
    to_documents()
    editor.show(location, view.client.offset_encoding)
  end
end

local function toggle()
  local item = current_row()
  if item.key then
    view.folded[item.key] = not is_folded(item.key, item.node)
    M.draw()
  end
end

local function preview()
  local node = current_row().node
  if node then
    require('shishin.clause').preview(view.client, node.guideline, node.clause, require('shishin.coverage').project())
  end
end

local function write_answer()
  local node = current_row().node
  if not node then
    return
  end
  local parameters = {
    guideline = node.guideline,
    clause = node.clause,
    uri = require('shishin.coverage').project(),
  }
  editor.request(view.client, 'shishin/writeAnswer', parameters, function(written)
    if not written then
      editor.notify(texts.get('no_document'), vim.log.levels.WARN)
      return
    end
    vim.lsp.util.apply_workspace_edit(written.edit, view.client.offset_encoding)
    to_documents()
    editor.show({ uri = written.uri, range = written.range }, view.client.offset_encoding)
  end)
end

local function set_keys(buffer)
  local function key(name, run)
    vim.keymap.set('n', name, run, { buffer = buffer, nowait = true, silent = true })
  end
  key('<CR>', open_row)
  key('<2-LeftMouse>', open_row)
  key('<Tab>', toggle)
  key('K', preview)
  key('w', write_answer)
  key('f', function()
    view.open_only = not view.open_only
    M.draw()
  end)
  key('r', function()
    require('shishin.coverage').refresh()
  end)
  key('q', function()
    vim.api.nvim_win_close(0, true)
  end)
end

--- Shows the window and goes there.
function M.open(client)
  view.client = client
  if is_shown() then
    vim.api.nvim_set_current_win(vim.fn.bufwinid(view.buffer))
    M.draw()
    return
  end
  define_groups()
  view.origin = vim.api.nvim_get_current_win()
  vim.cmd('topleft 60vnew')
  view.buffer = vim.api.nvim_get_current_buf()
  local settings = { buftype = 'nofile', bufhidden = 'wipe', swapfile = false, filetype = 'shishin-coverage' }
  for name, value in pairs(settings) do
    vim.bo[view.buffer][name] = value
  end
  vim.api.nvim_buf_set_name(view.buffer, texts.get('heading'))
  for name, value in pairs({ wrap = false, number = false, signcolumn = 'no', cursorline = true, winfixwidth = true }) do
    vim.wo[name] = value
  end
  set_keys(view.buffer)
  M.draw()
end

return M
