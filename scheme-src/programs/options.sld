;;; Options: the words of the command line, each defined once; parsing, checks and help derive from the two tables.
;;;
;;;   (parse-arguments arguments)      -> request, or raises `usage-error`
;;;   (request-command request)        symbol: a command of the table, or `run`
;;;   (request-option request name)    list of the arguments that were given to the option, in order; (#t …) when it takes none
;;;   (request-flags request)          flags of (compiler flags)
;;;   (request-words request)          the other words, in order
;;;   (help-text)                      what --help prints
;;;
;;; An option's argument is the next word, or is written to it: `-L DIR`, `-LDIR`, `--kernel FILE`, `--kernel=FILE`. The options
;;; of `run` end at the first other word: that is the program's file, and what follows belongs to the program. `--` ends
;;; options too.
(define-library (programs options)
  (export parse-arguments parse-command-arguments help-text
          request-command request-option request-flags request-words
          raise-usage usage-error? usage-error-message)
  (import (scheme base) (base list) (base text) (compiler flags) (compiler pipeline))
  (begin
    ;; Commands: word, other words, what it does.
    (define command-table
      '((run "FILE ARGUMENT..." "run a program; without FILE and -e: read, evaluate and print, form by form")
        (compile "FILE -o OUT" "make an executable that runs without suo")
        (expand "FILE" "print a program after macro expansion")
        (disassemble "FILE" "print the machine code of a program's procedures with their source lines")
        (resume "IMAGE" "go on with a suspended system")))

    ;; Options: name, argument or #f, what it does, commands.
    (define option-table
      '(("-e" "EXPRESSION" "evaluate EXPRESSION and print its values (can be repeated)" (run))
        ("-L" "FOLDER" "look for libraries in FOLDER too (can be repeated)" (run compile expand disassemble))
        ("-o" "OUT" "where to write" (compile))
        ("--image" #f "write an image for the kernel instead of an executable" (compile))
        ("--kernel" "FILE" "take the kernel from FILE instead of suo itself" (compile))
        ("--keep-libraries" #f "keep the standard libraries whole, with their sources: for building suo" (compile))
        ("--help" #f "print this" (run compile expand disassemble resume))
        ("--version" #f "print the version and the hash of the image" (run))))

    (define-record-type request
      (make-request command options flags words)
      request?
      (command request-command)
      (options request-options)           ; association list name -> list of arguments
      (flags request-flags)
      (words request-words))

    (define-record-type usage-error
      (make-usage-error message)
      usage-error?
      (message usage-error-message))

    (define (request-option request name)
      (let ((entry (assoc name (request-options request))))
        (if entry (reverse (cdr entry)) '())))

    ;; (parse-arguments arguments): the first word may name a command.
    (define (parse-arguments arguments)
      (let ((command (and (pair? arguments) (command-named (car arguments)))))
        (if command
            (parse-command-arguments command (cdr arguments))
            (parse-command-arguments 'run arguments))))

    (define (command-named word)
      (let ((name (string->symbol word)))
        (and (not (eq? name 'run)) (assq name command-table) name)))

    ;; (parse-command-arguments command arguments)
    (define (parse-command-arguments command arguments)
      (let loop ((arguments arguments) (options '()) (flags default-flags) (words '()))
        (define (finish words)
          (check-pass-names flags)
          (make-request command options flags words))
        (cond ((null? arguments) (finish (reverse words)))
              ((string=? (car arguments) "--") (finish (append-reverse words (cdr arguments))))
              ((not (option-like? (car arguments)))
               (if (eq? command 'run)
                   (finish arguments)
                   (loop (cdr arguments) options flags (cons (car arguments) words))))
              ((option-row (car arguments))
               => (lambda (row)
                    (check-command row command)
                    (call-with-values (lambda () (option-value row arguments))
                      (lambda (value rest)
                        (loop rest (with-option (car row) value options) flags words)))))
              ((parse-flag (car arguments) flags)
               => (lambda (flags) (loop (cdr arguments) options flags words)))
              (else (complain "there is no option " (car arguments))))))

    (define (complain . parts)
      (raise (make-usage-error (text (apply text parts) "\n`suo --help` tells more"))))

    ;; (raise-usage request): the words do not fit the command.
    (define (raise-usage request)
      (let ((row (assq (request-command request) command-table)))
        (complain "usage: suo " (car row) " " (cadr row))))

    ;; A lone dash is a word.
    (define (option-like? word)
      (and (> (string-length word) 1) (char=? (string-ref word 0) #\-)))

    (define (long? name) (char=? (string-ref name 1) #\-))

    ;; The row of an option, alone or with its argument written to it; or #f.
    (define (option-row word)
      (find (lambda (row)
              (or (string=? word (car row))
                  (and (cadr row)
                       (text-prefix? (if (long? (car row)) (string-append (car row) "=") (car row)) word))))
            option-table))

    ;; -> two values: the argument (#t when it takes none), the words after it.
    (define (option-value row arguments)
      (let* ((word (car arguments))
             (used (string-length (car row))))
        (cond ((not (cadr row)) (values #t (cdr arguments)))
              ((> (string-length word) used)
               (values (substring word (if (long? (car row)) (+ used 1) used) (string-length word)) (cdr arguments)))
              ((null? (cdr arguments)) (complain (car row) " needs an argument: " (car row) " " (cadr row)))
              (else (values (cadr arguments) (cddr arguments))))))

    ;; Flags that take an argument name passes.
    (define (check-pass-names flags)
      (for-each (lambda (entry)
                  (if (pair? (cdr entry))
                      (for-each (lambda (name)
                                  (unless (member name known-pass-names)
                                    (complain "there is no pass " name "; the passes are " (text-join known-pass-names " "))))
                                (cdr entry))))
                flags))

    (define known-pass-names
      (append (map (lambda (pass) (symbol->string (pass-name pass))) pipeline-passes)
              '("lower-to-flow")
              (map (lambda (pass) (symbol->string (pass-name pass))) procedure-passes)))

    (define (check-command row command)
      (unless (memq command (list-ref row 3))
        (complain (car row) " makes no sense for `" command "`")))

    (define (with-option name value options)
      (let ((entry (assoc name options)))
        (if entry
            (map (lambda (other) (if (eq? other entry) (cons name (cons value (cdr entry))) other)) options)
            (cons (list name value) options))))

    ;;; Help.

    (define (help-text)
      (text "Suo, a Scheme compiler.\n\n"
            (text-join (map command-line-help command-table) "")
            "\nOptions:\n"
            (text-join (map option-help option-table) "")
            "\nOf the compiler:\n"
            (flags-help)
            "\nExit codes: 64 wrong usage, 65 ill-formed source, 66 no such file, 70 error at run time, 73 cannot write, 130 Ctrl-C.\n"))

    (define (command-line-help row)
      (help-line (text "suo " (if (eq? (car row) 'run) "" (text (car row) " ")) (cadr row)) 28 (car (cddr row))))

    (define (option-help row)
      (help-line (text (car row) (if (cadr row) (text " " (cadr row)) "")) 20 (car (cddr row))))

    (define (help-line left width right)
      (text "  " left (make-string (max 1 (- width (string-length left))) #\space) right "\n"))))
