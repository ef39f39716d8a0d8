-- The plugin in a real Neovim: the example provider is opened, read, mended.
-- WAY=fallback: as on versions before 0.11, though this one has vim.lsp.config.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
package.path = here .. '/?.lua;' .. package.path
local check = require('check')
local workspace = assert(os.getenv('WORKSPACE'))
local fallback = os.getenv('WAY') == 'fallback'
local has_lens = vim.fn.has('nvim-0.11') == 1

local function line_of(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      return number, column - 1, line
    end
  end
  local shown = table.concat(vim.api.nvim_buf_get_lines(0, 0, 3, false), ' / ')
  local name, count = vim.api.nvim_buf_get_name(0), vim.api.nvim_buf_line_count(0)
  error(('%s (%d lines: %s) has no line with %s'):format(name, count, shown, text), 0)
end

local function findings(rule)
  return vim.tbl_filter(function(diagnostic)
    return diagnostic.source == 'shishin' and (not rule or diagnostic.code == rule)
  end, vim.diagnostic.get(0))
end

local function text_of(diagnostic)
  local line = vim.api.nvim_buf_get_lines(0, diagnostic.lnum, diagnostic.lnum + 1, false)[1]
  return line:sub(diagnostic.col + 1, diagnostic.end_col)
end

local function to(text)
  local number, column = line_of(text)
  vim.api.nvim_win_set_cursor(0, { number, column })
end

local function client()
  return require('shishin.editor').clients(vim.api.nvim_get_current_buf())[1]
end

-- Asks the server about the cursor's place.
local function ask(method, more)
  local encoding = client().offset_encoding
  local parameters = vim.lsp.util.make_position_params(0, encoding)
  parameters = vim.tbl_extend('force', parameters, more or {})
  local answers, failure = vim.lsp.buf_request_sync(0, method, parameters, 20000)
  for _, answer in pairs(answers or {}) do
    if answer.result then
      return answer.result
    end
    failure = answer.error or failure
  end
  return nil, failure
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      local buffer = vim.api.nvim_win_get_buf(window)
      return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n'), window
    end
  end
end

local function close_floats()
  local _, window = float()
  while window do
    vim.api.nvim_win_close(window, true)
    _, window = float()
  end
end

local function keys(typed)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(typed, true, false, true), 'xm', false)
end

-- Applies the quick fix whose title has the word.
local function mend(word)
  local function fits(action)
    return action.kind == 'quickfix' and action.title:find(word, 1, true) ~= nil
  end
  if vim.fn.has('nvim-0.8') == 1 then
    vim.lsp.buf.code_action({ filter = fits, apply = true })
    return
  end
  -- Older versions always ask.
  vim.ui.select = function(choices, _, chosen)
    for _, choice in ipairs(choices) do
      if fits(choice[2]) then
        return chosen(choice)
      end
    end
    chosen(nil)
  end
  vim.lsp.buf.code_action()
end

check.run(function()
  vim.cmd('filetype plugin on')
  require('shishin.options').set({ cmd = { assert(os.getenv('SHISHIN')), 'server' }, locale = 'ja' })
  require('shishin.client').enable(fallback)

  if vim.fn.has('nvim-0.9') == 1 then
    local normal = vim.api.nvim_get_hl(0, { name = 'Normal' })
    for _, name in ipairs({ 'type.number', 'type.enumMember', 'mod.unresolved' }) do
      local colour = vim.api.nvim_get_hl(0, { name = vim.fn.synIDattr(vim.fn.synIDtrans(vim.fn.hlID('@lsp.' .. name .. '.markdown')), 'name') })
      check.check(name .. ' has a colour of its own', colour.fg and colour.fg ~= normal.fg, colour)
    end
  end

  -- A document that does not concern Shishin gets no server.
  vim.cmd('edit ' .. vim.fn.fnameescape(workspace .. '/../elsewhere.md'))
  vim.bo.filetype = 'markdown'
  check.check('no server for other Markdown', #require('shishin.editor').clients() == 0)

  vim.cmd('edit ' .. vim.fn.fnameescape(workspace .. '/運用管理規程.md'))
  vim.bo.filetype = 'markdown'
  local document = vim.api.nvim_get_current_buf()
  check.await('the server is attached', function()
    return client() ~= nil
  end)
  check.await('findings come', function()
    return #findings('weak-wording') > 0 and #findings('unused-allowance') == 1
  end, function()
    return vim.inspect(vim.diagnostic.get(0))
  end)
  check.check('one server serves it', #require('shishin.editor').clients() == 1)
  check.check('a finding is at its words', vim.tbl_contains(vim.tbl_map(text_of, findings('weak-wording')), '必要に応じて'), findings('weak-wording'))
  check.check('findings speak Japanese', (findings('weak-wording')[1].message):find('確かめ') or (findings('weak-wording')[1].message):find('書かれて'), findings('weak-wording'))

  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.cmd('ShishinNext')
  local first = vim.api.nvim_win_get_cursor(0)
  vim.cmd('ShishinNext')
  local second = vim.api.nvim_win_get_cursor(0)
  check.check('ShishinNext goes on', first[1] > 1 and (second[1] > first[1] or second[2] > first[2]), { first, second })
  vim.cmd('ShishinPrevious')
  check.check('ShishinPrevious goes back', vim.deep_equal(vim.api.nvim_win_get_cursor(0), first))
  close_floats()

  to('別紙2 3.4-①-1]')
  local hover, failure = ask('textDocument/hover')
  check.check('hover shows the clause', hover and vim.inspect(hover.contents):find('3.4-①-1', 1, true) and vim.inspect(hover.contents):find('ログ', 1, true), failure or hover)

  vim.lsp.buf.definition()
  check.await('definition goes to the clause', function()
    return vim.api.nvim_buf_get_name(0):find('mic-meti-medical-1.1', 1, true) ~= nil
  end)
  check.check('the clause is under the cursor', vim.api.nvim_get_current_line():find('3.4-①-1', 1, true), vim.api.nvim_get_current_line())
  check.check('a built-in guideline is read-only', vim.bo.readonly)
  keys('<C-o>')
  check.check('and back', vim.api.nvim_get_current_buf() == document)

  local number = line_of('ログ保存領域の使用率')
  vim.api.nvim_buf_set_lines(0, number, number, false, { '', '冗長化している。[mic-meti:別紙2 3.19' })
  vim.api.nvim_win_set_cursor(0, { number + 2, #'冗長化している。[mic-meti:別紙2 3.19' })
  local items
  check.await('completion offers clauses', function()
    local completed = ask('textDocument/completion')
    items = completed and (completed.items or completed) or {}
    for _, item in ipairs(items) do
      if vim.inspect(item):find('3.19-①-2', 1, true) then
        return true
      end
    end
    return false
  end, function()
    return vim.inspect(items)
  end)
  vim.api.nvim_buf_set_lines(document, number, number + 2, false, {})

  local fixed = line_of('監査報告書の原本は内部監査室')
  vim.api.nvim_win_set_cursor(0, { fixed, findings('unused-allowance')[1].col })
  local offered
  check.await('a fix is offered', function()
    local line = { start = { line = fixed - 1, character = 0 }, ['end'] = { line = fixed, character = 0 } }
    offered = ask('textDocument/codeAction', { range = line, context = { diagnostics = {} } })
    for _, action in ipairs(offered or {}) do
      if action.title:find('コメント', 1, true) then
        return true
      end
    end
    return false
  end, function()
    return vim.inspect(offered)
  end)
  mend('コメント')
  check.await('a fix is applied', function()
    local line = vim.api.nvim_buf_get_lines(0, fixed - 1, fixed, false)[1]
    return line:match('^監査報告書の原本は内部監査室が施錠書庫で5年間保管する。 +<!%-%- expect: unused%-allowance %-%->$') ~= nil
  end, function()
    return vim.api.nvim_buf_get_lines(0, fixed - 1, fixed, false)[1]
  end)
  check.await('its finding is gone', function()
    return #findings('unused-allowance') == 0
  end)

  if has_lens then
    vim.lsp.codelens.refresh({ bufnr = document })
  end

  check.await('the status line says what is open', function()
    return require('shishin').status():find('記載なし', 1, true) ~= nil
  end, function()
    return require('shishin').status()
  end)

  vim.cmd('ShishinCoverage')
  check.await('the coverage window opens', function()
    return vim.bo.filetype == 'shishin-coverage'
  end)
  line_of('別紙2 3.7-⑤-2')
  check.check('it names the guideline', line_of('安全管理ガイドライン 第1.1版') > 1)
  local all = vim.api.nvim_buf_line_count(0)
  keys('f')
  check.check('the filter leaves less', vim.api.nvim_buf_line_count(0) < all and line_of('別紙2 3.7-⑤-2') > 1)
  to('別紙2 3.7-⑤-2')
  keys('K')
  check.await('the clause is previewed', function()
    local text = float()
    return text and text:find('IoT', 1, true) ~= nil
  end)
  close_floats()
  keys('<CR>')
  check.check('Enter goes to the clause', vim.api.nvim_get_current_line():find('3.7-⑤-2', 1, true), vim.api.nvim_get_current_line())

  vim.cmd('ShishinCoverage')
  check.await('the window is there again', function()
    return vim.bo.filetype == 'shishin-coverage'
  end)
  to('別紙2 3.7-⑤-2')
  keys('w')
  check.await('the answer is written', function()
    return vim.bo.filetype == 'markdown' and vim.bo.modified and vim.api.nvim_get_current_line() ~= ''
  end)
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  check.check('the skeleton names the clause', text:find('3.7-⑤-2', 1, true), vim.api.nvim_get_current_line())

  vim.api.nvim_set_current_buf(document)
  vim.cmd('ShishinCoverage quickfix')
  check.await('the quickfix list is filled', function()
    return #vim.fn.getqflist() > 3
  end)
  check.check('it leads to missing clauses and weak answers', vim.inspect(vim.fn.getqflist()):find('記載なし: 6.3', 1, true) and vim.inspect(vim.fn.getqflist()):find('不十分: ', 1, true), vim.fn.getqflist())
  vim.cmd('cclose')

  vim.cmd('only')
  vim.api.nvim_set_current_buf(document)
  vim.cmd('ShishinRestart')
  check.await('after a restart findings come again', function()
    return client() ~= nil and #findings('weak-wording') > 0
  end)

  vim.cmd('checkhealth shishin')
  local health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  check.check('checkhealth is content', health:find('OK') and not health:find('ERROR'), health)
  vim.cmd('helptags ' .. vim.fn.fnameescape(here .. '/../../../editors/nvim/doc'))
  vim.cmd('help shishin-coverage')
  check.check('there is help', vim.bo.filetype == 'help')

  local log = vim.lsp.get_log_path()
  local errors = {}
  if vim.fn.filereadable(log) == 1 then
    errors = vim.tbl_filter(function(line)
      return line:find('[ERROR]', 1, true) == 1
    end, vim.fn.readfile(log))
  end
  check.check("nothing in Neovim's log is an error", #errors == 0, errors)
end)
