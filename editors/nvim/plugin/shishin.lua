-- The commands. What they do is loaded when one is used.
if vim.g.loaded_shishin then
  return
end
vim.g.loaded_shishin = true

local function command(name, run, options)
  vim.api.nvim_create_user_command(name, run, options or {})
end

command('ShishinCoverage', function(call)
  require('shishin.coverage').open(call.args)
end, {
  nargs = '?',
  complete = function()
    return { 'window', 'quickfix' }
  end,
  desc = 'Shishin: clauses and what answers them',
})

command('ShishinClause', function(call)
  require('shishin.clause').preview_named(call.args)
end, {
  nargs = '*',
  complete = function(typed)
    return require('shishin.clause').complete(typed)
  end,
  desc = 'Shishin: preview of a clause',
})

command('ShishinNext', function()
  require('shishin.findings').go(1)
end, { desc = 'Shishin: the next finding' })

command('ShishinPrevious', function()
  require('shishin.findings').go(-1)
end, { desc = 'Shishin: the previous finding' })

command('ShishinRestart', function()
  require('shishin').restart()
end, { desc = 'Shishin: restart the server' })
