;;; Registers: names for the words of the register file that the Scheme part of the run-time system uses.
;;;
;;; One procedure a word with the index written in it, because an index must be a constant where it is used; all are
;;; small enough to be inlined. The numbers are those of `register-file` in machine/layout.scm; words 72 and following are
;;; `scheme-registers`, given out here.
;;;
;;;   72 top handler            procedure of one argument: what to do with an object that nobody handles
;;;   73 interrupt procedure    procedure of no arguments: what Ctrl-C means, or #f: leave with code 130
;;;   74 evaluator              procedure (expression environment) behind eval, or #f
;;;   75 environment maker      procedure (list of import sets) behind environment, or #f
;;;   76 interaction maker      procedure () behind interaction-environment, or #f
;;;   77 loader                 procedure (file name environment) behind load, or #f
;;;   78 exit procedures        list of procedures of no arguments that run before the process ends (ports to flush)
;;;   79 source finder          procedure (position) -> the text of that line or #f, for reports; or #f: read the file
;;;   80 hint finder            procedure (object) -> what may help who sees the report of this object, a string or #f; or #f
(define-library (runtime registers)
  (export current-state set-current-state! current-continuation-object collection-count major-collection-count
          symbol-table-register file-names-register
          top-handler set-top-handler! interrupt-procedure set-interrupt-procedure!
          evaluator set-evaluator! environment-maker set-environment-maker!
          interaction-maker set-interaction-maker! loader set-loader!
          source-finder set-source-finder! hint-finder set-hint-finder!
          set-interrupt-handler! set-error-handler!
          stack-base argument-count argument-vector environment-vector)
  (import (primitives) (core-syntax))
  (begin
    (define (current-state) (%register-ref 65))
    (define (set-current-state! state) (%register-set! 65 state))
    (define (current-continuation-object) (%register-ref 64))
    ;; A number that changes with each collection.
    (define (collection-count) (%raw-register-ref 15))
    ;; A number that changes with each collection that moves objects which have lived through one before.
    (define (major-collection-count) (%raw-register-ref 56))
    (define (symbol-table-register) (%register-ref 66))
    (define (file-names-register) (%register-ref 67))

    (define (set-interrupt-handler! procedure) (%register-set! 70 procedure))
    (define (set-error-handler! procedure) (%register-set! 71 procedure))

    (define (top-handler) (%register-ref 72))
    (define (set-top-handler! procedure) (%register-set! 72 procedure))
    (define (interrupt-procedure) (%register-ref 73))
    (define (set-interrupt-procedure! procedure) (%register-set! 73 procedure))
    (define (evaluator) (%register-ref 74))
    (define (set-evaluator! procedure) (%register-set! 74 procedure))
    (define (environment-maker) (%register-ref 75))
    (define (set-environment-maker! procedure) (%register-set! 75 procedure))
    (define (interaction-maker) (%register-ref 76))
    (define (set-interaction-maker! procedure) (%register-set! 76 procedure))
    (define (loader) (%register-ref 77))
    (define (set-loader! procedure) (%register-set! 77 procedure))
    (define (source-finder) (%register-ref 79))
    (define (set-source-finder! procedure) (%register-set! 79 procedure))
    (define (hint-finder) (%register-ref 80))
    (define (set-hint-finder! procedure) (%register-set! 80 procedure))

    ;; Addresses, as fixnums.
    (define (stack-base) (%raw-register-ref 2))
    (define (argument-count) (%raw-register-ref 48))
    (define (argument-vector) (%raw-register-ref 49))
    (define (environment-vector) (%raw-register-ref 50))

    (%register-set! 73 #f)
    (%register-set! 74 #f)
    (%register-set! 75 #f)
    (%register-set! 76 #f)
    (%register-set! 77 #f)
    (%register-set! 79 #f)
    (%register-set! 80 #f)
    (%register-set! 78 '())))
