;;; The recipe for Eglot in editors/README.md, in a real Emacs.  -*- lexical-binding: t -*-
;; env WORKSPACE=… SHISHIN=… emacs -Q --batch -l tests/editors/emacs.el

(let ((default-directory "/usr/share/emacs/site-lisp/elpa-src/"))
  ;; Debian puts its packages on the load path in files that -Q leaves out.
  (when (file-directory-p default-directory)
    (normal-top-level-add-subdirs-to-load-path)))
(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(unless (require 'markdown-mode nil t)
  (define-derived-mode markdown-mode text-mode "Markdown"))
(setq eglot-sync-connect 20
      eglot-connect-timeout 20
      create-lockfiles nil
      make-backup-files nil)

(defvar test-passed 0)
(defvar test-failed 0)
(defconst test-here (file-name-directory load-file-name))

(defun test-check (name ok &optional why)
  (if ok (cl-incf test-passed) (cl-incf test-failed))
  (princ (if ok
             (format "  ok    %s\n" name)
           (format "  FAIL  %s: %S\n" name why))))

(defun test-await (condition)
  "Wait until CONDITION gives something, and return it; nil after 20 seconds."
  (let ((end (+ (float-time) 20)) found)
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    found))

(defun test-load-recipe ()
  "Evaluate the Emacs Lisp of editors/README.md."
  (with-temp-buffer
    (insert-file-contents (expand-file-name "../../editors/README.md" test-here))
    (search-forward "```elisp\n")
    (let ((start (point)))
      (search-forward "\n```")
      (narrow-to-region start (match-beginning 0))
      (eval-buffer))))

(defun test-findings (rule)
  "The texts that findings of RULE stand at."
  (flymake-start)
  (cl-loop for finding in (flymake-diagnostics)
           when (string-match-p rule (format "%s %s" (flymake-diagnostic-text finding)
                                             (flymake-diagnostic-data finding)))
           collect (buffer-substring-no-properties (flymake-diagnostic-beg finding)
                                                   (flymake-diagnostic-end finding))))

(condition-case failure
    (progn
      (setenv "PATH" (concat (file-name-directory (getenv "SHISHIN")) path-separator (getenv "PATH")))
      (push (file-name-directory (getenv "SHISHIN")) exec-path)
      (setenv "LANG" "ja_JP.UTF-8")
      (test-load-recipe)
      (find-file (expand-file-name "運用管理規程.md" (getenv "WORKSPACE")))
      (markdown-mode)
      ;; eglot-ensure waits for a command to end, which in batch there is none of.
      (apply #'eglot (eglot--guess-contact))
      (test-check "the recipe names the server" (eglot-managed-p))
      (test-check "a finding is at its words"
                  (test-await (lambda () (member "必要に応じて" (test-findings "."))))
                  (test-findings "."))
      (goto-char (point-min))
      (search-forward "[mic-meti:別紙2 3.4")
      (let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover
                                    (eglot--TextDocumentPositionParams))))
        (test-check "hover shows the clause"
                    (string-match-p "3\\.4-①-1" (format "%S" hover)) hover))
      (let ((found (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
        (test-check "definition goes to the guideline"
                    (and found (string-match-p "mic-meti-medical-1\\.1"
                                               (xref-location-group (xref-item-location (car found)))))
                    found))
      (goto-char (point-max))
      (insert "\n必要に応じて点検する。[mic-meti:別紙2 3.4-①-1]\n")
      (let ((before (length (test-findings "."))))
        ;; In batch no idle timer sends the change.
        (eglot--signal-textDocument/didChange)
        (test-check "an edit is analysed"
                    (test-await (lambda () (> (length (test-findings ".")) before)))
                    (test-findings ".")))
      (set-buffer-modified-p nil)
      (eglot-shutdown (eglot-current-server)))
  (error (test-check "no error" nil failure)))

(princ (format "  Emacs %s: %d passed, %d failed\n" emacs-version test-passed test-failed))
(kill-emacs (if (zerop test-failed) 0 1))
