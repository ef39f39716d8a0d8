-- What only shows where somebody types: another Neovim is run, and gets keys as from a keyboard.
-- WAY=fallback: as on versions before 0.11, though this one has vim.lsp.config.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
package.path = here .. '/?.lua;' .. package.path
local check = require('check')
local folder = vim.fn.fnamemodify(assert(os.getenv('WORKSPACE')), ':h')
local has_completion = vim.fn.has('nvim-0.11') == 1
local front = { '---', 'shishin:', '  guideline: mic-meti-medical-1.1', '---' }

local child = vim.fn.jobstart({
  vim.v.progpath,
  '--clean',
  '--embed',
  '--headless',
  '--cmd',
  'set runtimepath^=' .. vim.fn.fnameescape(here .. '/../../../editors/nvim'),
}, { rpc = true })

local function lua(code, ...)
  return vim.fn.rpcrequest(child, 'nvim_exec_lua', code, { ... })
end

local function press(keys)
  vim.fn.rpcrequest(child, 'nvim_input', keys)
end

local function open(name)
  lua('vim.cmd("edit! " .. vim.fn.fnameescape(...))', folder .. '/' .. name)
end

local function lines()
  return lua('return vim.api.nvim_buf_get_lines(0, 0, -1, false)')
end

-- Makes these the lines of the buffer, with the cursor in the given one or in the last.
local function write(text, row)
  lua([[
    local text, row = ...
    vim.api.nvim_buf_set_lines(0, 0, -1, false, text)
    vim.api.nvim_win_set_cursor(0, { row, 0 })
  ]], text, row or #text)
end

local function with_front(text)
  return vim.list_extend(vim.deepcopy(front), text)
end

local function clients()
  return lua('return #require("shishin.editor").clients(vim.api.nvim_get_current_buf())')
end

local function await_client()
  check.await('there is a server', function()
    return clients() == 1
  end)
end

local function rules()
  return lua([[
    return vim.tbl_map(function(diagnostic) return diagnostic.code end, vim.diagnostic.get(0))
  ]])
end

local function messages()
  return lua('return vim.api.nvim_exec("messages", true)')
end

-- Types in a line, takes the item with the label from the list, and gives the line.
local function complete(text, typed, label, row)
  write(text, row)
  press('A' .. typed .. '<C-x><C-o>')
  local shown
  local function place()
    local info = lua('return vim.fn.complete_info({ "pum_visible", "items" })')
    shown = info.items
    for index, item in ipairs(info.pum_visible == 1 and info.items or {}) do
      if vim.startswith(item.abbr .. ' ', label .. ' ') then
        return index
      end
    end
  end
  check.await(('%s is offered behind %s'):format(label, typed), function()
    return place() ~= nil
  end, function()
    return vim.inspect(vim.tbl_map(function(item)
      return item.abbr
    end, shown))
  end)
  -- The first is selected when the list opens, or none is.
  local selected = lua('return vim.fn.complete_info({ "selected" }).selected')
  press(string.rep('<C-n>', place() - 1 - selected) .. '<C-y>')
  check.await('the list closes', function()
    return lua('return vim.fn.pumvisible()') == 0
  end)
  press('<Esc>')
  check.await('typing ends', function()
    return lua('return vim.fn.mode()') == 'n'
  end)
  return lua('return vim.fn.getline(".")')
end

local function test_completion()
  local function inserts(text, typed, label, line, row)
    local found = complete(text, typed, label, row)
    check.check(('%s inserts all of it'):format(label), found == line, found)
  end
  inserts(with_front({ '', '' }), '冗長化している。[別紙2 3.4', '別紙2 3.4-①-1', '冗長化している。[mic-meti:別紙2 3.4-①-1]')
  inserts(with_front({ '', '' }), '**Status**: ', 'Partially implemented', '**Status**: Partially implemented')
  inserts({ '---', 'shishin:', '', '---' }, '  gui', 'guideline', '  guideline: ', 3)
end

-- A user's own setting: the list opens by itself. It still does, and items are whole.
local function test_completion_by_itself()
  lua([[
    vim.api.nvim_create_autocmd('LspAttach', {
      callback = function(event)
        vim.lsp.completion.enable(true, event.data.client_id, event.buf, { autotrigger = true })
      end,
    })
  ]])
  open('new/itself.md')
  write(with_front({ '', '' }))
  press(':w<CR>')
  await_client()
  press('GA冗長化している。[')
  check.await('the list opens by itself', function()
    return lua('return vim.fn.pumvisible()') == 1
  end)
  press('<Esc>')
  local found = complete(with_front({ '', '' }), '冗長化している。[別紙2 3.4', '別紙2 3.4-①-1')
  check.check('an item is whole', found == '冗長化している。[mic-meti:別紙2 3.4-①-1]', found)
end

local function float()
  return lua([[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local buffer = vim.api.nvim_win_get_buf(window)
        return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
      end
    end
    return ''
  ]])
end

local function test_going_to_findings()
  write(with_front({ '', '# 手順', '', '過去のログは1年間保存し、必要に応じて調べる。[mic-meti:別紙2 3.4-①-1]', '' }))
  check.await('a finding comes', function()
    return vim.tbl_contains(rules(), 'weak-wording')
  end)
  for _, command in ipairs({ 'ShishinNext', 'ShishinPrevious' }) do
    press('gg:' .. command .. '<CR>')
    check.await(command .. ' shows the finding', function()
      return float():find('必要に応じて', 1, true) ~= nil
    end)
    -- Moving by hand closes it.
    press('gg')
    check.await('and the float closes', function()
      return float() == ''
    end)
  end
end

-- A review is written into a file that is not shown.
local function test_reviews()
  vim.fn.mkdir(folder .. '/reviewed', 'p')
  vim.fn.writefile({ 'guidelines = ["mic-meti-medical-1.1"]' }, folder .. '/reviewed/shishin.toml')
  local lock = folder .. '/reviewed/shishin.lock'
  vim.fn.writefile({ '# shishin.lock 1' }, lock)
  open('reviewed/c.md')
  write({ '# 手順', '', 'ログを5年間保存する。[mic-meti:別紙2 3.4-①-1]' })
  press(':w<CR>')
  await_client()
  lua([[
    vim.lsp.buf.code_action({
      filter = function(action) return action.title:find('見直し済み', 1, true) ~= nil end,
      apply = true,
    })
  ]])
  local function is(what)
    return lua('local name, code = ... return load(code)(vim.fn.bufnr(name))', lock, what)
  end
  check.await('the review file is changed', function()
    return is('local buffer = ... return buffer > 0 and vim.bo[buffer].modified')
  end)
  check.await('the server sees it', function()
    return is('local buffer = ... return #require("shishin.editor").clients(buffer)') == 1
  end)
  check.await('what to do is said', function()
    return messages():find(':wall', 1, true) ~= nil
  end, messages)
  press(':wall<CR>')
  check.await('and it is saved', function()
    -- While Neovim writes it, the file is not there for a moment.
    local is_there, lines = pcall(vim.fn.readfile, lock)
    return is_there and table.concat(lines):find('3.4-①-1', 1, true) ~= nil
  end)
  open('reviewed/shishin.toml')
  await_client()
end

-- What comes with Shishin is read like the project's own.
local function test_built_in_guideline()
  open('new/b.md')
  write(with_front({ '', '# 手順', '', 'ログを5年間保存する。[mic-meti:別紙2 3.4-①-1]' }))
  press('38|:lua vim.lsp.buf.definition()<CR>')
  check.await('definition goes to the clause', function()
    return lua('return vim.api.nvim_buf_get_name(0)'):find('mic-meti-medical-1.1', 1, true) ~= nil
  end)
  await_client()
  press(':lua vim.lsp.buf.hover()<CR>')
  check.await('hover there tells who answers', function()
    return float():find('ログを5年間保存する', 1, true) ~= nil
  end, float)
end

local function test_server_ends()
  open('new/b.md')
  await_client()
  check.await('the status line counts', function()
    return lua('return require("shishin").status()') ~= ''
  end)
  lua('require("shishin.editor").stop(require("shishin.editor").clients(vim.api.nvim_get_current_buf())[1])')
  check.await('after the server it counts nothing', function()
    return lua('return require("shishin").status()') == ''
  end)
end

check.run(function()
  lua([[
    local program, fallback = ...
    vim.o.swapfile = false
    vim.o.completeopt = 'menuone'
    vim.cmd('filetype plugin on')
    require('shishin.options').set({ cmd = { program, 'server' }, locale = 'ja' })
    require('shishin.client').enable(fallback)
  ]], assert(os.getenv('SHISHIN')), os.getenv('WAY') == 'fallback')

  -- A folder without a configuration; the document is written before it is one.
  -- It is a repository, as it would be: that of Shishin around it passes over what tests leave behind.
  vim.fn.mkdir(folder .. '/new/.git', 'p')
  open('new/b.md')
  check.check('an empty file has no server', clients() == 0)
  write(with_front({ '', '# 手順', '' }))
  press(':w<CR>')
  await_client()
  if has_completion then
    test_completion()
  end
  test_going_to_findings()
  if has_completion then
    test_completion_by_itself()
    test_reviews()
  end
  test_built_in_guideline()
  test_server_ends()
  vim.fn.jobstop(child)
end)
