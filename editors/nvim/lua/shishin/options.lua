--- The options that a user sets, and the settings that the server gets.
local M = {}

--- The language of the environment, in the two that there are.
local function environment_locale()
  local language = vim.v.lang or ''
  return language:match('^ja') and 'ja' or 'en'
end

local defaults = {
  --- The server's command line.
  cmd = { 'shishin', 'server' },
  --- 'ja' or 'en'; nil for that of shishin.toml, else of the environment.
  locale = nil,
  code_lens = true,
  inlay_hints = true,
  document_symbols = true,
  semantic_tokens = true,
  --- Findings of all documents of the project, not only of open ones.
  workspace_diagnostics = false,
}

M.current = vim.deepcopy(defaults)

function M.set(options)
  for name in pairs(options) do
    if defaults[name] == nil and name ~= 'locale' then
      error(('shishin: there is no option %q; see :help shishin-options'):format(name), 0)
    end
  end
  M.current = vim.tbl_extend('force', vim.deepcopy(defaults), options)
end

function M.locale()
  return M.current.locale or environment_locale()
end

--- The settings in the server's shape.
function M.settings()
  local options = M.current
  return {
    -- Only what the user has chosen: else the project's configuration goes before the environment.
    locale = options.locale,
    codeLens = { enable = options.code_lens },
    inlayHints = { enable = options.inlay_hints },
    documentSymbols = { enable = options.document_symbols },
    semanticTokens = { enable = options.semantic_tokens },
    diagnostics = { workspace = options.workspace_diagnostics },
  }
end

return M
