" The recipe for ALE in editors/README.md, in a real Vim.
" env WORKSPACE=… SHISHIN=… REPORT=FILE vim -Nu NONE -i NONE -n --not-a-term -es -S tests/editors/vim_ale.vim
set encoding=utf-8 hidden
let s:here = expand('<sfile>:p:h')
let s:log = []
let s:failed = 0

function! s:Check(name, ok, why) abort
  call add(s:log, a:ok ? '  ok    ' . a:name : '  FAIL  ' . a:name . ': ' . string(a:why))
  let s:failed += !a:ok
endfunction

function! s:Await(condition) abort
  let l:start = reltime()
  while !a:condition() && reltimefloat(reltime(l:start)) < 20
    sleep 50m
  endwhile
  return a:condition()
endfunction

function! s:LoadRecipe() abort
  let l:lines = readfile(s:here . '/../../editors/README.md')
  let l:start = index(l:lines, '```vim')
  let l:end = index(l:lines, '```', l:start)
  let l:file = tempname()
  call writefile(l:lines[l:start + 1 : l:end - 1], l:file)
  execute 'source' fnameescape(l:file)
endfunction

function! s:Findings() abort
  return ale#engine#GetLoclist(bufnr(''))
endfunction

function! s:Shown() abort
  return join(map(getbufinfo(), {_, buffer -> join(getbufline(buffer.bufnr, 1, '$'))}))
endfunction

try
  let $PATH = fnamemodify($SHISHIN, ':h') . ':' . $PATH
  let $LANG = 'ja_JP.UTF-8'
  let g:ale_disable_lsp = 0
  let g:ale_linters_explicit = 1
  let g:ale_linters = {'markdown': ['shishin']}
  let g:ale_hover_to_preview = 1
  packadd ale
  filetype plugin on
  call s:LoadRecipe()
  execute 'edit' fnameescape($WORKSPACE . '/運用管理規程.md')
  setlocal filetype=markdown
  let s:document = bufnr('')
  ALELint
  call s:Check('findings come', s:Await({-> !empty(s:Findings())}), s:Findings())
  let s:weak = filter(copy(s:Findings()), {_, finding -> get(finding, 'code', '') ==# 'weak-wording'})
  call s:Check('one of them is weak wording', !empty(s:weak), s:Findings())
  if !empty(s:weak)
    call s:Check('it stands in the text', s:weak[0].lnum > 10 && s:weak[0].col > 1, s:weak[0])
  endif
  " ALE counts in bytes what the protocol counts in UTF-16, so no kanji stands before the place.
  call cursor(search('^### 4\.4 '), 5)
  ALEHover
  call s:Check('hover shows the clause', s:Await({-> s:Shown() =~# 'プライバシーマーク'}), s:Shown())
  execute 'buffer' s:document
  call cursor(search('^### 4\.4 '), 5)
  ALEGoToDefinition
  call s:Check('definition goes to the guideline', s:Await({-> bufname('') =~# 'mic-meti-medical-1.1'}), bufname(''))
catch
  call s:Check('no exception', 0, v:exception . ' at ' . v:throwpoint)
endtry
call add(s:log, printf('  Vim %d: %d failed', v:versionlong, s:failed))
call writefile(s:log, $REPORT)
execute s:failed ? 'cquit 1' : 'qall!'
