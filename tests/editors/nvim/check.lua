-- What the tests in Neovim share: checks that are printed and counted, waiting for what comes.
local M = { failed = 0, passed = 0 }

local function say(text)
  io.stdout:write(text .. '\n')
end

function M.check(name, ok, why)
  if ok then
    M.passed = M.passed + 1
    say('  ok    ' .. name)
  else
    M.failed = M.failed + 1
    say('  FAIL  ' .. name .. ': ' .. (type(why) == 'string' and why or vim.inspect(why)))
  end
  return ok
end

-- Waits until the condition holds. What a test goes on from has to come: else it ends here.
function M.await(name, condition, why)
  local ok = vim.wait(20000, condition, 20)
  M.check(name, ok, why and why() or 'did not come in 20 seconds')
  if not ok then
    error(name, 0)
  end
end

-- Runs the test and ends the editor with its outcome.
function M.run(test)
  local ok, failure = xpcall(test, debug.traceback)
  if not ok then
    M.check('the test runs to its end', false, failure)
  end
  say(('  %d passed, %d failed'):format(M.passed, M.failed))
  -- A server that is slow to end must not hold the test.
  vim.cmd(M.failed == 0 and 'qall!' or 'cquit 1')
end

return M
