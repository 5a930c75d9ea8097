;;; geiser-suo.el --- Suo for Geiser  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "26.1") (geiser "0.28"))

;;; Commentary:

;; Put this file on the load path, then: (require 'geiser-suo), M-x run-suo.
;;
;; Each request is one line of input for the REPL, `,geiser-eval LIBRARY FORM', and each answer one line of its output.  The questions
;; and the shapes of the answers stand in scheme-src/programs/geiser.sld.

;;; Code:

(require 'geiser-impl)
(require 'geiser-custom)
(require 'geiser-repl)
(require 'geiser-syntax)
(require 'geiser-eval)

(defgroup geiser-suo nil "Settings of Geiser for Suo." :group 'geiser)

(defcustom geiser-suo-binary "suo"
  "The program suo, or a list of it and its first arguments."
  :type '(choice string (repeat string)))

(defun geiser-suo--program ()
  "The program to run."
  (car (ensure-list geiser-suo-binary)))

(defun geiser-suo--arguments ()
  "Its arguments."
  (cdr (ensure-list geiser-suo-binary)))

(defun geiser-suo--request (question &rest arguments)
  "The text that asks Suo a QUESTION with ARGUMENTS."
  (let ((joined (mapconcat #'identity arguments " ")))
    (pcase question
      ((or 'eval 'compile)
       (let ((library (or (car arguments) "#f")) (form (mapconcat #'identity (cdr arguments) " ")))
         (format ",geiser-eval %s %s" (string-remove-prefix "'" library) form)))
      ((or 'load-file 'compile-file) (concat ",geiser-load-file " joined))
      ('no-values ",geiser-no-values")
      (_ (format "(geiser:%s %s)" question joined)))))

(defun geiser-suo--library (&optional name)
  "The library that NAME says, or the one that the buffer defines; :f for none."
  (cond ((consp name) name)
        ((stringp name) (or (ignore-errors (car (geiser-syntax--read-from-string name))) :f))
        (name :f)
        (t (save-excursion
             (goto-char (point-min))
             (if (re-search-forward "^(define-library[ \t\n]+\\(([^()]*)\\)" nil t)
                 (geiser-suo--library (match-string-no-properties 1))
               :f)))))

(defun geiser-suo--symbol-start (_library)
  "Where the symbol before point begins."
  (save-excursion (skip-chars-backward "^ \t\n()'`,\";") (point)))

(define-geiser-implementation suo
  (binary geiser-suo--program)
  (arglist geiser-suo--arguments)
  (prompt-regexp "^> ")
  (marshall-procedure geiser-suo--request)
  (find-module geiser-suo--library)
  (find-symbol-begin geiser-suo--symbol-start)
  (import-command (lambda (library) (format "(import %s)" library)))
  (exit-command (lambda () ",quit")))

(geiser-implementation-extension 'suo "sld")
(geiser-activate-implementation 'suo)

(provide 'geiser-suo)
;;; geiser-suo.el ends here
