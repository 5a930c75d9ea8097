;;; (suo environment): the environment variables of this process, and of the programs that it starts.
;;;
;;; Changes are seen by (scheme process-context) and (srfi 98) and handed on by (suo process). Names and values are strings; a name is not
;;; empty and has no `=`, neither has a zero character.
(define-library (suo environment)
  (export get-environment-variable get-environment-variables set-environment-variable! unset-environment-variable!)
  (import (scheme base) (scheme process-context) (suo runtime))
  (begin
    (define (set-environment-variable! name value)
      (check-name 'set-environment-variable! name)
      (unless (string? value) (wrong-type 'set-environment-variable! 1 'string value))
      (when (has-char? value #\null) (wrong-range 'set-environment-variable! 1 value))
      (set-environment-change! (string-copy name) (string-copy value)))

    ;; What is not set may be unset.
    (define (unset-environment-variable! name)
      (check-name 'unset-environment-variable! name)
      (set-environment-change! (string-copy name) #f))

    (define (check-name who name)
      (unless (string? name) (wrong-type who 0 'string name))
      (when (or (string=? name "") (has-char? name #\=) (has-char? name #\null)) (wrong-range who 0 name)))

    (define (has-char? string char)
      (let loop ((index (- (string-length string) 1)))
        (and (>= index 0) (or (char=? (string-ref string index) char) (loop (- index 1))))))))
