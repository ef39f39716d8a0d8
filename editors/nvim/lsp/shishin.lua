-- What Neovim 0.11 and newer reads for vim.lsp.enable('shishin').
return require('shishin.client').configuration()
