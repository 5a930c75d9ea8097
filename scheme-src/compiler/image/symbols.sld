;;; The symbols of an executable: the procedures of an image by their names, and the functions of the kernel.
;;;
;;; Both are read from finished bytes: the image's code objects one behind the other, each with its name as a value; the
;;; kernel's own symbol table.
(define-library (compiler image symbols)
  (export image-symbols kernel-symbols kernel-image-address
          elf-symbol-name elf-symbol-of-scheme? elf-symbol-address elf-symbol-size)
  (import (scheme base) (machine layout) (compiler image bytes))
  (begin
    ;; name: bytevector without zeros; address and size of the instructions
    (define-record-type elf-symbol
      (make-elf-symbol name of-scheme? address size)
      elf-symbol?
      (name elf-symbol-name)
      (of-scheme? elf-symbol-of-scheme?)
      (address elf-symbol-address)
      (size elf-symbol-size))

    ;;; The image.

    (define (code-word name) (* 8 (layout-number 'code-object name)))
    (define code-name-place (code-word 'name))
    (define code-instructions-place (code-word 'instructions))
    (define object-tag (layout-number 'tags 'object))
    (define unit-types
      (map (lambda (name) (layout-number 'typed-headers name)) '(string-buffer-1 string-buffer-2 string-buffer-4)))

    ;; (image-symbols image) -> list of the symbols of its code objects, by address.
    (define (image-symbols image)
      (let* ((base (get-word image (layout-number 'image-header 'base)))
             (start (get-word image (layout-number 'image-header 'code-offset)))
             (end (+ start (get-word image (layout-number 'image-header 'code-bytes)))))
        (let loop ((place start) (symbols '()))
          (if (>= place end)
              (reverse symbols)
              (loop (+ place 8 (header-length image place))
                    (cons (make-elf-symbol (name-bytes image base (get-word image (+ place code-name-place)))
                                           #t
                                           (+ base place (get-u32 image (+ place code-instructions-place)))
                                           (get-u32 image (+ place code-instructions-place 4)))
                          symbols))))))

    (define (header-length image place)
      (+ (quotient (get-u32 image place) 256)
         (* 16777216 (- (get-u32 image (+ place 4)) 2147483648))))
    (define (header-type image place) (quotient (bytevector-u8-ref image place) 8))

    ;; The name of code: a symbol or a string; for anything else "anonymous".
    (define (name-bytes image base word)
      (if (= (remainder word 8) object-tag)
          (let* ((record (- word object-tag base))
                 (slot (get-word image (+ record 8)))
                 (buffer (- slot object-tag base)))
            (if (string-buffer? image buffer)
                (buffer-bytes image buffer)
                (buffer-bytes image (- (get-word image (+ buffer 8)) object-tag base))))
          (string->utf8 "anonymous")))

    (define (string-buffer? image place)
      (and (>= (bytevector-u8-ref image (+ place 7)) 128)
           (memv (header-type image place) unit-types)
           #t))

    (define (buffer-bytes image buffer)
      (let* ((length (header-length image buffer))
             (unit (case (length-of-tail (header-type image buffer)) ((3) 1) ((2) 2) (else 4)))
             (name (make-string length)))
        (let loop ((index 0) (place (+ buffer 8)))
          (when (< index length)
            (string-set! name index
                         (integer->char (case unit
                                          ((1) (bytevector-u8-ref image place))
                                          ((2) (get-u16 image place))
                                          (else (get-u32 image place)))))
            (loop (+ index 1) (+ place unit))))
        (string->utf8 name)))

    (define (length-of-tail type) (length (memv type unit-types)))

    ;;; The kernel: ELF64 section headers, the symbol table and its names.

    ;; Where the image of an executable begins in memory; a kernel without one lies below every image.
    (define (kernel-image-address kernel)
      (let ((address (get-u32 kernel 48)))
        (if (= address 0) (layout-number 'image 'base) address)))

    ;; (kernel-symbols kernel) -> list of its functions; empty when they were stripped.
    (define (kernel-symbols kernel)
      (let ((table (section-of-type kernel 2)))
        (if table
            (let* ((image (kernel-image-address kernel))
                   (start (get-word kernel (+ table 24)))
                   (end (+ start (get-word kernel (+ table 32))))
                   (names (get-word kernel (+ (section-header kernel (get-u32 kernel (+ table 40))) 24))))
              (let loop ((place start) (symbols '()))
                (if (= place end)
                    (reverse symbols)
                    (loop (+ place 24)
                          (if (and (= 2 (remainder (bytevector-u8-ref kernel (+ place 4)) 16))
                                   (< (get-word kernel (+ place 8)) image))
                              (cons (make-elf-symbol (zero-terminated kernel (+ names (get-u32 kernel place)))
                                                     #f
                                                     (get-word kernel (+ place 8))
                                                     (get-word kernel (+ place 16)))
                                    symbols)
                              symbols)))))
            '())))

    (define (section-header kernel index) (+ (get-word kernel 40) (* 64 index)))

    (define (section-of-type kernel type)
      (let ((count (get-u16 kernel 60)))
        (let loop ((index 0))
          (cond ((= index count) #f)
                ((= type (get-u32 kernel (+ 4 (section-header kernel index)))) (section-header kernel index))
                (else (loop (+ index 1)))))))

    (define (zero-terminated bytes start)
      (let loop ((end start))
        (if (= 0 (bytevector-u8-ref bytes end))
            (bytevector-copy bytes start end)
            (loop (+ end 1)))))))
