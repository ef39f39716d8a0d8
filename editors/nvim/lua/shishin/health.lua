--- :checkhealth shishin
local editor = require('shishin.editor')
local options = require('shishin.options')

local M = {}

-- The names before Neovim 0.10 had another form, and before 0.8 another place.
local health = vim.health or require('health')
local report = {
  start = health.start or health.report_start,
  ok = health.ok or health.report_ok,
  info = health.info or health.report_info,
  warn = health.warn or health.report_warn,
  error = health.error or health.report_error,
}

local function check_program()
  local program = options.current.cmd[1]
  if vim.fn.executable(program) == 0 then
    report.error(('The program %s is not found.'):format(program), {
      'Build it with `cargo install --locked --path .` in the repository of Shishin.',
      "Or name it: require('shishin').setup({ cmd = { '/path/to/shishin', 'server' } })",
    })
    return
  end
  local version = vim.trim(vim.fn.system({ program, '--version' }))
  if vim.v.shell_error ~= 0 then
    report.error(('%s does not run: %s'):format(program, version))
    return
  end
  report.ok(('%s (%s)'):format(version, vim.fn.exepath(program)))
end

local function check_clients()
  local clients = editor.clients()
  if #clients == 0 then
    report.info('No server runs. It starts with a Markdown document below a folder with shishin.toml, or with `shishin:` in its front matter.')
  end
  for _, client in ipairs(clients) do
    report.ok(('Server %d for %s, positions in %s'):format(client.id, client.config.root_dir or '?', client.offset_encoding))
  end
end

local function check_colours()
  local found = #vim.api.nvim_get_runtime_file('parser/shishin.so', false) > 0
  if found then
    report.ok('The tree-sitter parser for clause numbers is installed.')
  else
    report.info('The tree-sitter parser for clause numbers is not installed; the server colours them. See :help shishin-colours')
  end
end

function M.check()
  report.start('Shishin')
  local way = editor.has_lsp_config and 'vim.lsp.config' or vim.lsp.start and 'vim.lsp.start' or 'vim.lsp.start_client'
  report.ok(('Neovim starts the server by %s; messages are in %s.'):format(way, options.locale()))
  check_program()
  check_clients()
  check_colours()
end

return M
